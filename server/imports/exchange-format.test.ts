import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../database/testing.ts';
import { allFiles } from './columns.ts';
import { addAgency, importerFor, temporaryFolder } from './testing.ts';
import {
  audiences,
  documentKinds,
  entryKinds,
  lotKinds,
  personKinds,
  roles,
  scopes,
  titles,
} from './words.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'exchange-format.md'), 'utf8');

test('the page and the importer know the same columns', () => {
  const rows = new Map(
    [...page.matchAll(/^\| `(\w+)\.csv` \| (.*) \|$/gm)].map(([, file, columns]) => [file, columns]),
  );
  expect(new Set(rows.keys())).toEqual(new Set(allFiles.map(({ file }) => file)));
  for (const { file, columns } of allFiles) {
    const described = String(rows.get(file))
      .replaceAll(/ \([^)]*\)/g, '')
      .split(/, | ou /);
    const names = described.map((name) => name.replaceAll('*', ''));
    expect({ file, names: new Set(names) }).toEqual({
      file,
      names: new Set(columns.map(({ name }) => name)),
    });
    for (const { name, required } of columns) if (required) expect(described).toContain(`**${name}**`);
  }
});

test('the page lists every word', () => {
  for (const table of [audiences, documentKinds, entryKinds, lotKinds, personKinds, roles, scopes, titles]) {
    for (const word of Object.keys(table)) expect(page).toMatch(new RegExp(`\\b${word}\\b`));
  }
});

test('its example comes in whole', async () => {
  const opened = await openTestDatabase('sqlite');
  await addAgency(opened, 'exemple');
  const folder = temporaryFolder();
  cpSync(join(docs, 'exchange-format/exemple'), folder, { recursive: true });
  const report = await importerFor(opened, 'exemple')(folder);
  expect(report).toMatchObject({ rejected: 0, remarks: [] });
  expect(Object.keys(report.tables)).toEqual(allFiles.map(({ file }) => file));
  for (const { read, added } of Object.values(report.tables)) expect(added).toBe(read);
});
