import { expect, test } from 'vitest';
import { isPostcode } from './postcode.ts';

test.each(['69003', '69 003', '01000', 'CH-1204', 'L-1234', 'SW1A 1AA', 'D-10115'])('%j is one', (text) => {
  expect(isPostcode(text)).toBe(true);
});

test.each(['6900', '690033', '', '-', 'Lyon!', 'B-1', 'Villeurbanne cedex'])('%j is none', (text) => {
  expect(isPostcode(text)).toBe(false);
});
