import * as v from 'valibot';
import { Role } from '../access/contract.ts';

export const requestKinds = ['assistance', 'registration', 'details', 'mail-refused'] as const;
export const RequestKind = v.picklist(requestKinds);
export type RequestKind = v.InferOutput<typeof RequestKind>;

/** Something that waits for the agency. */
export const DeskRequest = v.strictObject({
  id: v.string(),
  kind: RequestKind,
  name: v.string(),
  reference: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  email: v.nullable(v.string()),
  message: v.nullable(v.string()),
  /** Of `details`: what the person corrected, for the agency's own software. */
  changes: v.array(v.strictObject({ field: v.string(), before: v.string(), after: v.string() })),
  createdAt: v.string(),
  /** Instant, by whom, and what they noted. */
  closed: v.nullable(v.strictObject({ at: v.string(), by: v.string(), note: v.string() })),
});
export type DeskRequest = v.InferOutput<typeof DeskRequest>;

export const ResidentAccess = v.picklist(['active', 'letter', 'none']);
export type ResidentAccess = v.InferOutput<typeof ResidentAccess>;

/** Someone on file, and whether they found the way in. */
export const Resident = v.strictObject({
  personId: v.string(),
  name: v.string(),
  email: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  accounts: v.array(v.strictObject({ identifier: v.string(), role: Role, label: v.string() })),
  /** « Résidence des Tilleuls, lot 12 », one per lot held or rented today. */
  lots: v.array(v.string()),
  /** `letter`: an activation letter was made and not used yet. */
  access: ResidentAccess,
  /** Of the first connection, or of the letter. */
  since: v.nullable(v.string()),
  /** The mail server of their address refused a letter of ours, and the agency has not dealt with it yet. */
  mailRefused: v.boolean(),
});
export type Resident = v.InferOutput<typeof Resident>;

export const matchReasons = ['name', 'identifier', 'phone', 'email', 'lot'] as const;
export const Match = v.strictObject({ resident: Resident, because: v.array(v.picklist(matchReasons)) });
export type Match = v.InferOutput<typeof Match>;

/** A closing that was undone since. */
export const PastClosure = v.strictObject({
  at: v.string(),
  by: v.string(),
  note: v.string(),
  reopenedAt: v.string(),
  reopenedBy: v.string(),
});
export type PastClosure = v.InferOutput<typeof PastClosure>;

export const RequestDetail = v.strictObject({
  request: DeskRequest,
  /** Best first, at most eight; without a reason when the person is known. */
  matches: v.array(Match),
  /** Oldest first. */
  history: v.array(PastClosure),
});
export type RequestDetail = v.InferOutput<typeof RequestDetail>;

/** Newest first; `next` goes into `after`. */
export const RequestPage = v.strictObject({ requests: v.array(DeskRequest), next: v.nullable(v.string()) });
export const ResidentPage = v.strictObject({ residents: v.array(Resident), next: v.nullable(v.string()) });
export const DeskSummary = v.strictObject({
  openRequests: v.number(),
  residents: v.strictObject({ active: v.number(), letter: v.number(), none: v.number() }),
});

export const RequestQuery = v.object({
  state: v.optional(v.picklist(['open', 'closed'])),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export const ResidentQuery = v.object({
  search: v.optional(v.pipe(v.string(), v.maxLength(100))),
  access: v.optional(ResidentAccess),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export const Closure = v.object({ note: v.pipe(v.string(), v.trim(), v.maxLength(2000, 'too-long')) });
/** Sends this person a link of first connection, to this address: the agent answers for who they are. */
export const NewInvitation = v.object({
  personId: v.string(),
  email: v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long'), v.email('not-an-email')),
});
/** Whose letters; `waiting`: everyone who has no access and no letter of the last 30 days, 500 people at a time. */
export const NewLetters = v.object({
  people: v.union([
    v.literal('waiting'),
    v.pipe(v.array(v.string()), v.minLength(1, 'empty'), v.maxLength(500, 'too-many')),
  ]),
});
