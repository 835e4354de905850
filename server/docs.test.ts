import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { elementsManifest } from '../.ci/build/manifest.ts';
import { commands } from './commands/index.ts';
import { keptTables, leftOut } from './database/snapshot.ts';
import { documentKinds } from './documents/contract.ts';
import { entryKinds } from './finance/contract.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const found = (text: string, shape: RegExp) => [...text.matchAll(shape)].map(([, word = '']) => word);

test.each(pages)('%s names only what exists', (page) => {
  const text = read(page);
  const paths = found(text, /`((?:server|widgets|demo|docs|\.ci)\/[^`\s*]*)`/g);
  const links = found(text, /\]\((?!https?:)([^)#]+)/g).map((link) => join(dirname(page), link));
  expect([...paths, ...links].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const asked = found(text, /npm run -s palier -- +([a-z][a-z-]*(?: add| reset-[a-z-]+)?)/g);
  const known = commands.map(({ name }) => name);
  expect(asked.filter((name) => !known.includes(name))).toEqual([]);
});

test('the glossary has every table, kind and role', () => {
  const words = read('docs/glossary.md');
  const tables = [...Object.keys(keptTables), ...leftOut].filter(
    // Made of words that are explained on their own, or of the machine alone.
    (name) => !['agency_origin', 'login_person', 'document_reading', 'rate_limit'].includes(name),
  );
  const missing = [...tables, ...documentKinds, ...entryKinds, 'owner', 'landlord', 'tenant'].filter(
    (word) => !words.includes(`\`${word}\``) && !words.includes(`\`${word}.`),
  );
  expect(missing).toEqual([]);
});

test('integrators are told of every event, attribute, token and element, and of no other', () => {
  const page = read('docs/embedding.md');
  const named = (shape: RegExp) => new Set(found(page, shape));
  const sources = globSync('widgets/**/*.ts', { cwd: root }).filter(
    (file) => !/(?:test|testing)\.ts$/.test(file),
  );
  const code = sources.map(read).join('\n');
  const all = (shape: RegExp) => new Set(found(code, shape));

  expect(named(/`(palier-[a-z-]+)(?: \{[a-z, ]+\})?`/g)).toEqual(all(/^ {2}'(palier-[a-z-]+)':/gm));
  expect(named(/`<(palier-[a-z-]+)>`/g)).toEqual(all(/^define\('(palier-[a-z-]+)'/gm));
  const tokens = new Set([...all(/var\(\s*(--palier-[a-z-]+)/g)].filter((name) => name !== '--palier-u'));
  expect(named(/`(--palier-[a-z-]+)`/g)).toEqual(tokens);
  const { declarations } = elementsManifest(root).modules[0] ?? { declarations: [] };
  expect(new Set(declarations.map(({ tagName }) => tagName))).toEqual(all(/^define\('(palier-[a-z-]+)'/gm));
  for (const { tagName, attributes } of declarations)
    expect(
      attributes.map(({ name }) => name),
      tagName,
    ).toContain('agency');
  for (const attribute of all(/@attr ([a-z-]+)/g)) expect(page).toContain(`\`${attribute}\``);
});
