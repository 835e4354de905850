import * as v from 'valibot';
import { Person, SecondFactorNeed, SessionMode } from '../access/contract.ts';
import { SocialOffer } from '../access/social/contract.ts';
import { Agency } from '../agency/contract.ts';
import { DocumentLibrary } from '../documents/contract.ts';
import { BalanceSheet } from '../finance/contract.ts';

/** What a page of widgets can ask for in its one first request: `?need=balance,documents`. */
export const needs = ['balance', 'documents'] as const;
export type Need = (typeof needs)[number];

export const BootstrapQuery = v.object({
  need: v.optional(v.pipe(v.string(), v.maxLength(200, 'too-long'))),
  agency: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/, 'not-valid'))),
  /** One client account only; one that is not the person's narrows nothing. */
  account: v.optional(v.pipe(v.string(), v.maxLength(60, 'too-long'))),
});

/** One answer for all the widgets of a page. */
export const Bootstrap = v.strictObject({
  agency: Agency,
  /** How this page and the endpoint stand to each other, as the browser says in `Sec-Fetch-Site`. */
  mode: SessionMode,
  /** Null when nobody is signed in; then `balance` and `documents` are absent. */
  person: v.nullable(Person),
  /** A password was right, and a second factor is due. */
  awaits: v.exactOptional(SecondFactorNeed),
  /** Other ways to sign in, in the agency's order. */
  social: v.array(SocialOffer),
  /** The one client account that is shown, of several; absent: all of them. */
  account: v.exactOptional(v.string()),
  balance: v.exactOptional(BalanceSheet),
  documents: v.exactOptional(DocumentLibrary),
});
export type Bootstrap = v.InferOutput<typeof Bootstrap>;
