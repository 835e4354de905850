import * as v from 'valibot';
import type { Day, Instant } from '../values/day.ts';

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
export type Shelf = 'private' | 'public';

export interface Document {
  id: string;
  shelf: Shelf;
  kind: DocumentKind;
  title: string;
  day: Day;
  /** The building it belongs to; null when it concerns no single one. */
  building: { id: string; name: string } | null;
  /** « App. 101 », when it is a lot's. */
  lot: string | null;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  /** Published in the last 30 days, since this login exists, and never opened by it. */
  isNew: boolean;
}

/** Newest first; `next` is where the following page starts. */
export interface DocumentPage {
  documents: Document[];
  next: string | null;
  /** How many match, on all pages together. */
  total: number;
}

/** What stands on a shelf, and so what its filters can offer: each choice with how many it leaves. */
export interface ShelfContents {
  count: number;
  buildings: {
    id: string;
    name: string;
    count: number;
    lots: { id: string; name: string; count: number }[];
  }[];
  /** Newest first. */
  years: { year: number; count: number }[];
  kinds: { kind: DocumentKind; count: number }[];
}

export interface DocumentLibrary {
  asOf: Instant | null;
  /** All that the person may read, whatever the filters. */
  shelves: Record<Shelf, ShelfContents>;
  /** First page of the private shelf, or of the public one when the private one is empty. */
  first: DocumentPage & { shelf: Shelf };
}

const text = (max: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long')));
export const DocumentQuery = v.object({
  shelf: v.picklist(['private', 'public'], 'not-valid'),
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
export interface Ticket {
  /** Path on the endpoint, without its origin: `/v1/files/…`. Add `?inline` to look at it instead of saving it. */
  path: string;
}
