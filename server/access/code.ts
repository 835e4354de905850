import { randomInt } from 'node:crypto';
import { AppError } from '../values/error.ts';
import { hashSecret } from './store.ts';

// Six digits by mail or SMS: short enough to be typed, so that what keeps them from being guessed is that each try is
// counted before it is compared.
export const codeLifeMs = 10 * 60_000;
export const codeTries = 5;

export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Of one row only: the same code elsewhere has another hash. */
export const codeHash = (id: string, code: string): string => hashSecret(`${id}:${code}`);

/** Says whether another try makes sense. */
export const refusedCode = (tries: number): AppError =>
  new AppError('invalid', { fields: { code: tries < codeTries ? 'wrong' : 'expired' } });
