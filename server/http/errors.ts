import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isBrokenDisk, isBusy, isFull } from '../database/errors.ts';
import { AppError, type ErrorBody, type ErrorCode } from '../values/error.ts';
import type { Env } from './context.ts';

const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  invalid: 400,
  'signed-out': 401,
  'step-up': 403,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  busy: 503,
  internal: 500,
};

/** The one place where an error becomes an answer. `stop` is called when the disk no longer keeps what it is given. */
export const answerErrors =
  (stop: (reason: string) => void) =>
  (error: Error, c: Context<Env>): Response => {
    const known = toAppError(error);
    if (known) return answer(c, known);
    if (isBrokenDisk(error)) stop('A sync to disk failed; nothing more may be written.');
    // The stack says where; its message may quote data, so only its class and code are kept.
    c.var.log?.error({ error: describe(error) }, 'unexpected error');
    return answer(c, new AppError('internal'));
  };

const toAppError = (error: Error): AppError | undefined => {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) return fromStatus(error.status);
  if (isBusy(error)) return new AppError('busy', { retryAfter: 2 });
  if (isFull(error)) return new AppError('busy', { retryAfter: 60 });
  return undefined;
};

/** Statuses that Hono's own middleware throws. */
const fromStatus = (status: number): AppError | undefined => {
  if (status === 404) return new AppError('not-found');
  if (status === 413) return new AppError('invalid', { fields: { body: 'too-large' } });
  if (status >= 400 && status < 500) return new AppError('invalid', { fields: { body: 'not-valid' } });
  return undefined;
};

const answer = (c: Context<Env>, { code, fields, retryAfter }: AppError): Response => {
  const body: ErrorBody = {
    error: {
      code,
      ...(fields && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(code === 'internal' && { requestId: c.var.requestId }),
    },
  };
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return c.json(body, statuses[code], headers);
};

const describe = (error: Error) => ({
  name: error.name,
  code: 'code' in error ? String(error.code) : undefined,
  at: error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8),
});
