import * as v from 'valibot';

export const documentKinds = [
  'call',
  'due-notice',
  'receipt',
  'charges-statement',
  'charges-breakdown',
  'management-report',
  'lease',
  'inventory',
  'minutes',
  'convocation',
  'co-ownership-rules',
  'maintenance-log',
  'diagnosis',
  'summary-sheet',
  'insurance',
  'contract',
  'manager-contract',
  'invoice',
  'quote',
  'budget',
  'trial-balance',
  'expenses-statement',
  'bank-order',
  'certificate',
  'letter',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** « Documents privés » concern the person alone; « documents publics » are the building's. */
export const Shelf = v.picklist(['private', 'public']);
export type Shelf = v.InferOutput<typeof Shelf>;

export const Document = v.strictObject({
  id: v.string(),
  shelf: Shelf,
  kind: v.picklist(documentKinds),
  title: v.string(),
  day: v.string(),
  /** The building it belongs to; null when it concerns no single one. */
  building: v.nullable(v.strictObject({ id: v.string(), name: v.string() })),
  /** « App. 101 », when it is a lot's. */
  lot: v.nullable(v.string()),
  fileName: v.string(),
  mediaType: v.string(),
  sizeBytes: v.number(),
  /** Published in the last 30 days, since this login exists, and never opened by it. */
  isNew: v.boolean(),
});
export type Document = v.InferOutput<typeof Document>;

/** Newest first; `next` is where the following page starts. */
export const DocumentPage = v.strictObject({
  documents: v.array(Document),
  next: v.nullable(v.string()),
  /** How many match, on all pages together. */
  total: v.number(),
});
export type DocumentPage = v.InferOutput<typeof DocumentPage>;

const choice = { id: v.string(), name: v.string(), count: v.number() };

/** What stands on a shelf, and so what its filters can offer: each choice with how many it leaves. */
export const ShelfContents = v.strictObject({
  count: v.number(),
  buildings: v.array(v.strictObject({ ...choice, lots: v.array(v.strictObject(choice)) })),
  /** Newest first. */
  years: v.array(v.strictObject({ year: v.number(), count: v.number() })),
  kinds: v.array(v.strictObject({ kind: v.picklist(documentKinds), count: v.number() })),
});
export type ShelfContents = v.InferOutput<typeof ShelfContents>;

export const DocumentLibrary = v.strictObject({
  asOf: v.nullable(v.string()),
  /** All that the person may read, whatever the filters. */
  shelves: v.strictObject({ private: ShelfContents, public: ShelfContents }),
  /** First page of the private shelf, or of the public one when the private one is empty. */
  first: v.strictObject({ ...DocumentPage.entries, shelf: Shelf }),
});
export type DocumentLibrary = v.InferOutput<typeof DocumentLibrary>;

const text = (max: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long')));
export const DocumentQuery = v.object({
  shelf: v.picklist(['private', 'public'], 'not-valid'),
  /** Of one client account only; one that is not the person's narrows nothing. */
  account: text(60),
  building: text(60),
  lot: text(60),
  year: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/, 'not-valid'), v.transform(Number))),
  kind: v.optional(v.picklist(documentKinds, 'not-valid')),
  /** Searched without accents or capitals in title, building and kind. */
  search: text(100),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}\.[\w-]{1,60}$/, 'not-valid'))),
});
export type DocumentQuery = v.InferOutput<typeof DocumentQuery>;

/** A short-lived address for one file and one person: 60 seconds. */
export const Ticket = v.strictObject({
  /** Path on the endpoint, without its origin: `/v1/files/…`. Add `?inline` to look at it instead of saving it. */
  path: v.string(),
});
export type Ticket = v.InferOutput<typeof Ticket>;
