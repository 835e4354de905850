import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { listAgencies } from '../agency/store.ts';
import { openDatabase } from '../database/open.ts';
import { agencyAdd, agentAdd } from './agency.ts';
import { importCommand } from './import.ts';

const folder = mkdtempSync(join(tmpdir(), 'palier-agency-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'agency.json');
const example = join(import.meta.dirname, '../../docs/first-agency/agency.json');
vi.stubEnv('DATABASE_URL', join(folder, 'palier.db'));
afterAll(() => vi.unstubAllEnvs());
const said: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: unknown) => void said.push(String(line)));

const complete = JSON.parse(readFileSync(example, 'utf8')) as Record<string, unknown>;
const add = async (settings: unknown) => {
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  const refusal = await agencyAdd.run([file], {}).then(
    () => '',
    (error: Error) => error.message,
  );
  return refusal
    .replace(`${file} cannot be used:\n`, '')
    .split('\n')
    .map((line) => line.trim());
};

test('the file of the first-agency page is complete', async () => {
  await agencyAdd.run([example], {});
  const database = await openDatabase(join(folder, 'palier.db'));
  const agencies = await listAgencies(database.read);
  await database.close();
  expect(agencies.map(({ slug }) => slug)).toEqual([complete['slug']]);
});

test('everything that is wrong is said at once, in sentences', async () => {
  const { name: _name, ...rest } = complete;
  const wrong = {
    ...rest,
    nom: 'Cabinet Durand',
    slug: 'Cabinet Durand',
    portalOrigin: 'espace.durand.example',
    origins: ['https://www.durand.example/', 'https://www.durand.example/contact'],
    mailSender: 'Cabinet Durand',
    accent: 'red; } body {',
    hours: 'de 9 h à 18 h',
    signIn: 'fast',
    passwordPolicy: { minLength: 8, kinds: 1 },
  };
  expect((await add(wrong)).toSorted()).toEqual(
    [
      'name is missing',
      'nom is not a known setting',
      'slug: lower-case letters, digits and hyphens (it is « Cabinet Durand »)',
      'portalOrigin: an origin such as https://www.agence.fr is needed, with nothing after it (it is « espace.durand.example »)',
      'origins.1: an origin such as https://www.agence.fr is needed, with nothing after it (it is « https://www.durand.example/contact »)',
      'mailSender: a mailbox is needed, such as Cabinet Durand <ne-pas-repondre@agence.fr> (it is « Cabinet Durand »)',
      'accent: a CSS colour such as #7b1e2e or rgb(123 30 46) (it is « red; } body { »)',
      'hours: a list of lines is needed: ["Du lundi au vendredi, de 9 h à 18 h"] (it is « de 9 h à 18 h »)',
      'signIn: "one-step" or "two-step" (it is « fast »)',
      'passwordPolicy: below 12 characters, at least 3 kinds are needed (CNIL 2022-100)',
    ].toSorted(),
  );
});

test.each([
  ['an empty file of settings', {}, 'slug is missing'],
  ['a text', '"durand"', 'an object is needed: { "slug": "durand", … }'],
  ['a number for a name', { ...complete, name: 4 }, 'name: a text is needed'],
  ['an empty name', { ...complete, name: ' ' }, 'name: a text is needed, and this one is empty'],
  [
    'a rule that does not exist',
    { ...complete, passwordPolicy: { minLength: 12, kinds: 1, days: 90 } },
    'passwordPolicy.days is not a known setting',
  ],
])('%s is refused in a sentence', async (_what, settings, sentence) => {
  expect(await add(settings)).toContain(sentence);
});

test('a file that a Windows editor marked is read', async () => {
  expect(await add(`\uFEFF${JSON.stringify(complete)}`)).toEqual(['']);
});

test('an agent is told by the help and by the last line where their desk is', async () => {
  await agencyAdd.run([example], {});
  said.length = 0;
  await agentAdd.run([String(complete['slug']), 'gestion@durand.example'], {});
  expect(said.join()).toContain(`Their desk: ${String(complete['portalOrigin'])}/bureau`);
  expect(agentAdd.more).toContain('/bureau');
  const database = await openDatabase(join(folder, 'palier.db'));
  const [job] = await database.read.selectFrom('outbox').select('payload').execute();
  await database.close();
  expect(JSON.parse(job?.payload ?? '')).toMatchObject({ invitation: true });
});

test('an agency that nobody knows: the sentence names the command to type', async () => {
  await expect(agentAdd.run(['nowhere', 'a@b.example'], {})).rejects.toThrow(
    'npm run -s palier -- agency add settings.json',
  );
});

test('the six files of the first-agency page come in whole', async () => {
  await agencyAdd.run([example], {});
  const data = join(folder, 'data');
  cpSync(join(import.meta.dirname, '../../docs/first-agency/data'), data, { recursive: true });
  vi.stubEnv('FILES_FOLDER', join(folder, 'files'));
  expect(await importCommand.run(['durand', data], {})).toBe(0);
});
