import type { DeskRequest, Match, RequestDetail, Resident } from '../../server/desk/contract.ts';
import { sampleBootstrap, samplePerson } from '../shared/testing/samples.ts';

// An agency's Monday, for the tests.

export const agent = {
  ...samplePerson,
  name: 'Claire Vasseur',
  email: 'claire@agence.example',
  accounts: [],
  isAgent: true,
};
export const agentBootstrap = sampleBootstrap({ person: agent });

export const sampleRequest = (id: string, own: Partial<DeskRequest> = {}): DeskRequest => ({
  id,
  kind: 'assistance',
  name: 'Gérard Lemaître',
  reference: 'Lot 12, Les Tilleuls',
  phone: '06 12 34 56 78',
  email: 'gerard.lemaitre@courriel.example',
  message: 'Je ne reçois rien.\nMerci de me rappeler le matin.',
  changes: [],
  createdAt: '2026-11-16T08:12:00.000Z',
  closed: null,
  ...own,
});

export const sampleResident = (personId: string, own: Partial<Resident> = {}): Resident => ({
  personId,
  name: 'Gérard Lemaître',
  email: null,
  phone: '06 12 34 56 78',
  accounts: [{ identifier: 'C0045210', role: 'owner', label: 'M. et Mme Lemaître' }],
  lots: ['Résidence Les Tilleuls, lot 12', 'Résidence Les Tilleuls, lot 47'],
  access: 'none',
  since: null,
  mailRefused: false,
  ...own,
});

export const sampleMatch = (personId: string, own: Partial<Match> = {}): Match => ({
  resident: sampleResident(personId),
  because: ['name', 'phone', 'lot'],
  ...own,
});

export const sampleDetail = (id: string, own: Partial<RequestDetail> = {}): RequestDetail => ({
  request: sampleRequest(id),
  matches: [
    sampleMatch('p1'),
    sampleMatch('p2', {
      resident: sampleResident('p2', {
        name: 'Gérarde Lemaistre',
        email: 'g.lemaistre@courriel.example',
        access: 'active',
        since: '2026-10-02T09:00:00.000Z',
      }),
      because: ['name'],
    }),
  ],
  history: [],
  ...own,
});

export const sampleChanges: DeskRequest['changes'] = [
  { field: 'lastName', before: 'Lemaitre', after: 'Lemaître' },
  { field: 'phone', before: '', after: '06 12 34 56 78' },
  { field: 'address', before: '12 quai de la Fosse', after: '3 allée des Tanneurs' },
];

export const sampleQueue: DeskRequest[] = [
  sampleRequest('r4', { createdAt: '2026-11-16T09:00:00.000Z' }),
  sampleRequest('r3', {
    kind: 'registration',
    name: 'Inès Benali',
    reference: 'C0077310',
    message: null,
    createdAt: '2026-11-15T17:00:00.000Z',
  }),
  sampleRequest('r2', {
    kind: 'details',
    name: 'Société civile immobilière du Haut-Bréda',
    reference: null,
    message: null,
    changes: sampleChanges,
    createdAt: '2026-11-14T10:00:00.000Z',
  }),
  sampleRequest('r1', {
    kind: 'mail-refused',
    name: 'Paul Autre',
    reference: null,
    phone: null,
    email: 'paul.autre@ancien.example',
    message: null,
    createdAt: '2026-11-12T10:00:00.000Z',
  }),
];

export const samplePeople: Resident[] = [
  sampleResident('p1'),
  sampleResident('p2', {
    name: 'Inès Benali',
    email: 'ines@courriel.example',
    access: 'active',
    since: '2026-10-02T09:00:00.000Z',
    lots: ['Le Parc, lot 3'],
    accounts: [{ identifier: 'C0077310', role: 'tenant', label: 'Mme Inès Benali' }],
  }),
  sampleResident('p3', {
    name: 'Paul Autre',
    email: 'paul.autre@ancien.example',
    access: 'letter',
    since: '2026-11-10T09:00:00.000Z',
    mailRefused: true,
    lots: ['A, lot 1', 'A, lot 2', 'A, lot 3', 'B, lot 1'],
    accounts: [{ identifier: 'C0011111', role: 'landlord', label: 'M. Paul Autre' }],
  }),
];
