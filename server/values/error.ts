/** Every way a request can be refused. `http/errors.ts` alone knows their statuses; the text tables own the sentences. */
export const errorCodes = [
  'invalid', // what was sent cannot be accepted; `fields` says where, as message keys
  'signed-out', // nobody is signed in, or the session has ended
  'step-up', // the person must confirm with a fresh code, on our own origin
  'not-allowed', // signed in, but this is not theirs to do; or the calling site is not the agency's
  'not-found', // absent, or out of this person's reach: the same answer on purpose
  'conflict', // somebody changed it first
  'too-many', // a limit was reached; `retryAfter` says how many seconds to wait
  'busy', // the server cannot take it now and kept nothing; `retryAfter` as above
  'internal', // our fault; the request id leads to the log
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Message keys by field path: `{ password: 'too-short' }`. Never a sentence, never what was typed. */
export type Fields = Record<string, string>;

export interface ErrorBody {
  error: { code: ErrorCode; fields?: Fields; retryAfter?: number; requestId?: string };
}

/** Thrown anywhere; the cause stays in the log, the code and the fields travel. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Fields | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, detail: { fields?: Fields; retryAfter?: number; cause?: unknown } = {}) {
    super(code, { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = detail.fields;
    this.retryAfter = detail.retryAfter;
  }
}
