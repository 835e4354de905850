import { expect, test } from 'vitest';
import { originOf } from './store.ts';

test.each([
  ['https://www.agence.fr', 'https://www.agence.fr'],
  ['https://www.agence.fr/', 'https://www.agence.fr'],
  ['http://www.agence.localhost:4000', 'http://www.agence.localhost:4000'],
  ['http://localhost:4000', 'http://localhost:4000'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  // Whoever holds the network between would read what the page reads.
  ['http://www.agence.fr', undefined],
  ['http://localhost.agence.fr', undefined],
  ['https://www.agence.fr/espace', undefined],
  ['https://WWW.agence.fr', undefined],
  ['www.agence.fr', undefined],
  ['javascript:alert(1)', undefined],
  ['null', undefined],
  ['*', undefined],
])('%s as an origin', (text, origin) => {
  expect(originOf(text)).toBe(origin);
});
