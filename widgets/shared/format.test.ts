import { expect } from '@open-wc/testing';
import { formatIn } from './format.ts';

const french = formatIn('fr');
const english = formatIn('en');

describe('format', () => {
  for (const [what, got, wanted] of [
    ['money', french.money(112935), '1\u202f129,35\u00a0€'],
    ['a debtor', french.balance({ amountCents: 112935, side: 'debtor' }), '−\u00a01\u202f129,35\u00a0€'],
    ['a creditor', french.balance({ amountCents: 364313, side: 'creditor' }), '+\u00a03\u202f643,13\u00a0€'],
    ['a settled balance', french.balance({ amountCents: 0, side: 'settled' }), '0,00\u00a0€'],
    ['a day', french.day('2026-12-08'), '8 décembre 2026'],
    ['the first of a month', french.day('2026-12-01'), '1er décembre 2026'],
    ['a day with its name', french.longDay('2026-12-08'), 'mardi 8 décembre 2026'],
    ['the first, with its name', french.longDay('2026-09-01'), 'mardi 1er septembre 2026'],
    ['the eleventh is no first', french.day('2026-12-11'), '11 décembre 2026'],
    ['a day in a column', french.shortDay('2026-12-08'), '08/12/2026'],
    ['a winter instant', french.instant('2026-11-14T05:00:00Z'), '14 novembre 2026 à 6\u00a0h'],
    ['a summer instant', french.instant('2026-07-14T16:30:00Z'), '14 juillet 2026 à 18\u00a0h\u00a030'],
    ['midnight in Paris', french.instant('2026-07-13T22:00:00Z'), '14 juillet 2026 à 0\u00a0h'],
    [
      'three days ago',
      french.ago('2026-11-11T12:00:00Z', new Date('2026-11-14T12:00:00Z')),
      'il y a 3 jours',
    ],
    ['yesterday', french.ago('2026-11-13T11:00:00Z', new Date('2026-11-14T12:00:00Z')), 'hier'],
    ['just now', french.ago('2026-11-14T11:59:30Z', new Date('2026-11-14T12:00:00Z')), 'à l’instant'],
    ['kilobytes', french.size(48_200), '48\u00a0ko'],
    ['megabytes', french.size(1_240_000), '1,2\u00a0Mo'],
    ['bytes', french.size(12), '12\u00a0octets'],
    ['money in English', english.money(112935), '€1,129.35'],
    ['a day in English', english.longDay('2026-12-08'), 'Tuesday, 8 December 2026'],
    ['an instant in English', english.instant('2026-07-14T16:30:00Z'), '14 July 2026 at 18:30'],
  ] as const)
    it(what, () => expect(got).to.equal(wanted));
});
