import { describe, expect, test } from 'vitest';
import { isPrivate, placesOf, type Holdings } from './place.ts';

const nothing: Holdings = { agencyId: 'A', accountIds: [], owned: [], rented: [], let: [], councils: [] };
const lot = { lotId: '1', buildingId: 'B' };
const read = (holdings: Partial<Holdings>) => placesOf({ ...nothing, ...holdings }).toSorted();

describe('who reads where', () => {
  test('with nothing, only what the agency says to all', () => {
    expect(read({})).toEqual(['agency:A']);
  });

  test('an account’s own letters', () => {
    expect(read({ accountIds: ['1', '2'] })).toEqual(['account:1', 'account:2', 'agency:A']);
  });

  test('a co-owner: the lot, and all of the building but its council', () => {
    expect(read({ owned: [{ ...lot, coOwner: true }] })).toEqual([
      'agency:A',
      'building:B:owners',
      'building:B:residents',
      'lot:1:owners',
      'lot:1:residents',
    ]);
  });

  test.each([
    ['owned where the agency is not syndic', { owned: [{ ...lot, coOwner: false }] }],
    ['let', { let: [lot] }],
  ])('a lot %s: no co-owners’ documents', (_, holdings) => {
    expect(read(holdings)).toEqual(['agency:A', 'building:B:residents', 'lot:1:owners', 'lot:1:residents']);
  });

  test('a tenant: what residents read, never what owners read', () => {
    expect(read({ rented: [lot] })).toEqual(['agency:A', 'building:B:residents', 'lot:1:residents']);
  });

  test('the council adds its own place and nothing else', () => {
    expect(read({ councils: ['B'] })).toEqual(['agency:A', 'council:B']);
  });

  test('each place once, however often it is reached', () => {
    const places = read({ owned: [{ ...lot, coOwner: true }], let: [lot], rented: [lot] });
    expect(new Set(places).size).toBe(places.length);
  });
});

test.each([
  ['account:1', true],
  ['lot:1:owners', true],
  ['lot:1:residents', true],
  ['building:B:owners', false],
  ['council:B', false],
  ['agency:A', false],
])('%s is private: %s', (place, expected) => {
  expect(isPrivate(place)).toBe(expected);
});
