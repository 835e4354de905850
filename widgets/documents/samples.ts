import type { Document, DocumentLibrary } from '../../server/documents/contract.ts';

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

export const sampleLibrary: DocumentLibrary = {
  asOf: '2022-01-25T05:00:00.000Z',
  counts: { private: 3, public: 7 },
  buildings: [
    { id: 'b1', name: '100 avenue Anatole-France' },
    { id: 'b2', name: 'Résidence du Parc des Grands Tilleuls de la Vallée-aux-Loups' },
  ],
  years: [2022, 2021],
  kinds: ['call', 'minutes'],
  first: {
    shelf: 'private',
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
  counts: { private: 0, public: 0 },
  buildings: [],
  years: [],
  kinds: [],
  first: { shelf: 'private', documents: [], next: null },
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
