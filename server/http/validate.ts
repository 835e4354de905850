import { sValidator } from '@hono/standard-validator';
import type { ValidationTargets } from 'hono';
import type { GenericIssue, GenericSchema } from 'valibot';
import { AppError } from '../values/error.ts';

/**
 * The only validator. It throws `invalid` with a message key per field: libraries' ready-made sentences quote
 * what was typed, passwords included. JSON must say that it is JSON, or it would be read as `{}`.
 */
export const validate = <T extends keyof ValidationTargets, S extends GenericSchema>(target: T, schema: S) =>
  sValidator(target, schema, (result, c) => {
    if (target === 'json' && !/^application\/json\b/.test(c.req.header('content-type') ?? '')) {
      throw new AppError('invalid', { fields: { body: 'not-json' } });
    }
    if (result.success) return;
    const issues = result.error as unknown as GenericIssue[];
    throw new AppError('invalid', { fields: Object.fromEntries(issues.map(toField)) });
  });

const toField = (issue: GenericIssue): [string, string] => [
  (issue.path ?? []).map(({ key }) => String(key)).join('.'),
  // Our keys pass; any other sentence gives way to the kind of rule that failed.
  /^[a-z-]+$/.test(issue.message) ? issue.message : issue.type.replaceAll('_', '-'),
];
