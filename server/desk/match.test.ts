import { describe, expect, test } from 'vitest';
import { type Asked, type Candidate, matchRequest } from './match.ts';
import { distance } from './words.ts';

const nobody: Asked = { name: '', reference: null, phone: null, email: null, message: null };
const candidate = (id: string, own: Partial<Candidate>): Candidate => ({
  id,
  lastName: 'Zzz',
  firstName: null,
  email: null,
  phone: null,
  identifierKeys: [],
  lots: [],
  ...own,
});
const lot = (number: string, building: string, address = '') => ({ number, building, address });

const people: Candidate[] = [
  candidate('faure', {
    lastName: 'FAURÉ',
    firstName: 'Zoé',
    phone: '06.12.34.56.78 / 02 40 11 22 33',
    email: 'zoe.faure@exemple.fr',
    identifierKeys: ['C0045210'],
    lots: [lot('12', 'Résidence des Tilleuls', '4 rue Boileau')],
  }),
  candidate('legoff', { lastName: 'Le Goff', firstName: 'Anne', identifierKeys: ['L0001007'] }),
  candidate('legoff-joined', { lastName: 'Legoff', firstName: 'Yves' }),
  candidate('darcy', { lastName: 'd’Arcy', firstName: 'Jean-Pierre' }),
  candidate('lacroix', { lastName: 'de La Croix', firstName: 'Marie' }),
  candidate('compound', { lastName: 'Dupont-Martin', firstName: 'Lucie' }),
  candidate('couple', { lastName: 'Vasseur', firstName: 'Jean et Hélène' }),
  candidate('long', { lastName: 'Vandenbroucke', firstName: 'Karl' }),
  candidate('short', { lastName: 'Roy', firstName: 'Léa' }),
  candidate('company', { lastName: 'SCI Les Œillets', identifierKeys: ['C7700'] }),
  candidate('neighbour', {
    lastName: 'Oumarou',
    lots: [lot('3', 'Résidence des Tilleuls', '4 rue Boileau')],
  }),
  candidate('far', { lastName: 'Petit', lots: [lot('12', 'Le Clos Fleuri', '18 avenue de Nantes')] }),
];

const best = (asked: Partial<Asked>) => matchRequest({ ...nobody, ...asked }, people)[0];

describe('who it may be', () => {
  test.each<[string, Partial<Asked>, string, string]>([
    ['accents and capitals', { name: 'Zoe Faure' }, 'faure', 'name'],
    ['names the other way round', { name: 'faure zoé' }, 'faure', 'name'],
    ['a civility in front', { name: 'Mme Zoé FAURE' }, 'faure', 'name'],
    ['an initial', { name: 'Z. Faure' }, 'faure', 'name'],
    ['one letter too many', { name: 'Zoé Faurre' }, 'faure', 'name'],
    ['two letters exchanged', { name: 'Zoé Fuare' }, 'faure', 'name'],
    ['two slips in a long name', { name: 'Karl Vandembrouke' }, 'long', 'name'],
    ['a particle apart', { name: 'Anne Le Goff' }, 'legoff', 'name'],
    ['a particle joined', { name: 'LEGOFF Anne' }, 'legoff', 'name'],
    ['a particle apart that is joined on file', { name: 'Yves Le Goff' }, 'legoff-joined', 'name'],
    ['a particle left out', { name: 'Jean Pierre Arcy' }, 'darcy', 'name'],
    ['an apostrophe of another kind', { name: "Jean-Pierre D'Arcy" }, 'darcy', 'name'],
    ['particles left out', { name: 'Croix Marie' }, 'lacroix', 'name'],
    ['particles joined', { name: 'Marie Delacroix' }, 'lacroix', 'name'],
    ['one name of two', { name: 'Lucie Martin' }, 'compound', 'name'],
    ['half of a couple', { name: 'Hélène Vasseur' }, 'couple', 'name'],
    ['a company', { name: 'sci les oeillets' }, 'company', 'name'],
    ['the identifier, spelt with the letter O', { reference: 'c oo45 21o' }, 'faure', 'identifier'],
    ['the identifier without its letter', { reference: '0045210' }, 'faure', 'identifier'],
    ['the identifier in the message', { message: 'Mon numéro est C0045210, merci' }, 'faure', 'identifier'],
    ['a phone number as it is dialled', { phone: '+33 (0)6 12 34 56 78' }, 'faure', 'phone'],
    ['the second number on file', { phone: '0033240112233' }, 'faure', 'phone'],
    ['an address', { email: 'Zoe.Faure@Exemple.FR ' }, 'faure', 'email'],
    ['a lot and its building', { reference: 'Tilleuls lot 12' }, 'faure', 'lot'],
    ['a number alone beside the building', { reference: '3, résidence des tilleuls' }, 'neighbour', 'lot'],
    ['a building by its street', { reference: 'lot n° 12 au 18 av. de Nantes 18 avenue' }, 'far', 'lot'],
  ])('%s', (_, asked, id, reason) => {
    const found = best(asked);
    expect(found?.id).toBe(id);
    expect(found?.because).toContain(reason);
  });

  test.each<[string, Partial<Asked>]>([
    ['another short name', { name: 'Léa Roi' }],
    ['a first name alone', { name: 'Zoé' }],
    ['a lot without its building', { reference: 'lot 12' }],
    ['a building alone', { reference: 'les Tilleuls' }],
    ['too few digits for an identifier', { reference: '210' }],
    ['another number', { phone: '06 12 34 56 79' }],
    ['nothing', {}],
  ])('nobody for %s', (_, asked) => {
    expect(best(asked)).toBeUndefined();
  });

  test('several reasons weigh more than one, and all are said', () => {
    const asked = { name: 'Petit', reference: 'lot 12, résidence des Tilleuls', phone: '06 12 34 56 78' };
    const found = matchRequest({ ...nobody, ...asked }, people);
    expect(found).toEqual([
      { id: 'faure', because: ['phone', 'lot'] },
      { id: 'far', because: ['name', 'lot'] },
    ]);
  });

  test('the same name once more comes after the one whose first name fits', () => {
    const twins = [candidate('sister', { lastName: 'Faure', firstName: 'Inès' }), ...people];
    expect(matchRequest({ ...nobody, name: 'Zoé Faure' }, twins).map(({ id }) => id)).toEqual([
      'faure',
      'sister',
    ]);
  });

  test('at most eight', () => {
    const many = Array.from({ length: 30 }, (_, i) => candidate(`n${i}`, { lastName: 'Martin' }));
    expect(matchRequest({ ...nobody, name: 'Martin' }, many)).toHaveLength(8);
  });
});

test.each([
  ['martin', 'martin', 0],
  ['martin', 'maritn', 1],
  ['martin', 'martine', 1],
  ['martin', 'marin', 1],
  ['martin', 'mertens', 3],
])('from %s to %s: %i', (a, b, steps) => {
  expect(distance(a, b)).toBe(steps);
});
