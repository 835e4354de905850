import * as v from 'valibot';

const needed = (max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(max, 'too-long'));

/** « Je ne reçois rien » : asked without signing in, read by the agency only. */
export const NewAssistance = v.object({
  name: needed(200),
  /** Lot, building or client number, as the person knows it. */
  reference: v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long')),
  phone: v.pipe(needed(40), v.regex(/^[+\d][\d\s().-]{5,}$/, 'not-a-phone')),
  /** Where they would like to be answered; empty for by phone. */
  email: v.union([
    v.literal(''),
    v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long'), v.email('not-an-email')),
  ]),
  message: v.pipe(v.string(), v.trim(), v.maxLength(2000, 'too-long')),
});
export type NewAssistance = v.InferOutput<typeof NewAssistance>;
