import type { Document, DocumentLibrary, ShelfContents } from '../../server/documents/contract.ts';

// Documents of the tests.

export const sampleDocument = (id: string, title: string, own: Partial<Document> = {}): Document => ({
  id,
  shelf: 'private',
  kind: 'call',
  title,
  day: '2022-01-01',
  building: { id: 'b1', name: '100 avenue Anatole-France' },
  lot: 'App. 101',
  fileName: `${id}.pdf`,
  mediaType: 'application/pdf',
  sizeBytes: 48_213,
  isNew: false,
  ...own,
});

const nothing: ShelfContents = { count: 0, buildings: [], years: [], kinds: [] };

export const sampleLibrary: DocumentLibrary = {
  asOf: '2022-01-25T05:00:00.000Z',
  shelves: {
    private: {
      count: 8,
      buildings: [
        {
          id: 'b1',
          name: '100 avenue Anatole-France',
          count: 5,
          lots: [
            { id: 'l1', name: 'App. 101', count: 3 },
            { id: 'l2', name: 'Cave (lot 12)', count: 2 },
          ],
        },
        {
          id: 'b2',
          name: 'Résidence du Parc des Grands Tilleuls de la Vallée-aux-Loups',
          count: 3,
          lots: [],
        },
      ],
      years: [
        { year: 2022, count: 2 },
        { year: 2021, count: 6 },
      ],
      kinds: [
        { kind: 'call', count: 7 },
        { kind: 'minutes', count: 1 },
      ],
    },
    public: {
      count: 7,
      buildings: [],
      years: [{ year: 2021, count: 7 }],
      kinds: [
        { kind: 'minutes', count: 5 },
        { kind: 'contract', count: 2 },
      ],
    },
  },
  first: {
    shelf: 'private',
    total: 8,
    documents: [
      sampleDocument('d1', 'Appel de fonds du 1er trimestre 2022', { isNew: true }),
      sampleDocument(
        'd2',
        'Procès-verbal de l’assemblée générale extraordinaire du 12 juin 2021 (ravalement de la façade)',
        { kind: 'minutes', lot: null },
      ),
    ],
    next: '2021-06-12.d2',
  },
};

export const emptyLibrary: DocumentLibrary = {
  asOf: null,
  shelves: { private: nothing, public: nothing },
  first: { shelf: 'private', documents: [], next: null, total: 0 },
};

/** Where links clicked by script would have led, until the end of the test. */
export const catchVisits = (): string[] => {
  const visited: string[] = [];
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    visited.push(this.href);
  };
  return visited;
};
export const releaseVisits = (): boolean => Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
