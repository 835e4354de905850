import { verify } from '@node-rs/argon2';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newId } from '../database/id.ts';
import { engines } from '../database/testing.ts';
import { allFiles } from './columns.ts';
import { loadFile } from './load-store.ts';
import { csvMask, jsonMask } from './mask.ts';
import type { Value } from './parse.ts';
import type { Staging } from './staging.ts';
import { agenciesOn, changed, now, rejectsOf, smallFolder, writeFolder, type Files } from './testing.ts';
import { runImportInChild } from './run-in-child.ts';

const secret = '482 913';
const accounts =
  'ref;identifiant;role;libelle;tiers;mot_de_passe_provisoire\n' +
  `C1;0045-210;coproprietaire;Mme Durand;T1|T2;${secret}\n` +
  'C2;0045-211;bailleur;M. Nguyen;T2;\n' +
  'C3;0045-212;locataire;Mme Petit;T3;k7mp-4qxt-9rwd\n';
const folderWith = (text: string, files: Files = smallFolder()): Files => ({
  ...files,
  'comptes_clients.csv': text,
});
const day = 86_400_000;

describe.each(engines)('provisional passwords of the agency’s software on %s', (engine) => {
  const { freshAgency, database } = agenciesOn(engine);
  const secretsOf = (agencyId: string) =>
    database()
      .db.selectFrom('provisional_secret')
      .innerJoin('account', 'account.id', 'provisional_secret.account_id')
      .selectAll('provisional_secret')
      .select('account.external_id as account')
      .where('account.agency_id', '=', agencyId)
      .orderBy('account.external_id')
      .orderBy('provisional_secret.created_at')
      .execute();
  type Agency = Awaited<ReturnType<typeof freshAgency>>;
  const at = (agency: Agency, text: string, when: Date, options = {}) =>
    agency.run(writeFolder(folderWith(text)), { now: when, ...options });

  test('are kept as hashes, weak, for thirty days', async () => {
    const agency = await freshAgency();
    const report = await at(agency, accounts, now);
    expect(report.remarks).toContain('2\u00a0nouveaux mots de passe provisoires.');
    const [first, second, ...others] = await secretsOf(agency.id);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      agency_id: agency.id,
      account: 'C1',
      person_id: null,
      selector: null,
      strong: 0,
      tries: 0,
      used_at: null,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + 30 * day).toISOString(),
    });
    // As they are compared when someone types them.
    expect(await verify(first?.secret_hash ?? '', '482913')).toBe(true);
    expect(await verify(second?.secret_hash ?? '', 'K7MP4QXT9RWD')).toBe(true);
  });

  test('the same again changes nothing and prolongs nothing; another one replaces it', async () => {
    const agency = await freshAgency();
    await at(agency, accounts, now);
    const before = await secretsOf(agency.id);
    const later = new Date(now.getTime() + 10 * day);
    expect((await at(agency, accounts, later)).remarks.join()).not.toContain('provisoire');
    expect(await secretsOf(agency.id)).toEqual(before);
    // Even once it is dead: what expired stays so.
    const muchLater = new Date(now.getTime() + 40 * day);
    await at(agency, accounts, muchLater);
    expect(await secretsOf(agency.id)).toEqual(before);

    const { db } = database();
    const letterUntil = new Date(now.getTime() + 20 * day).toISOString();
    const { id: account_id } = await db
      .selectFrom('account')
      .select('id')
      .where('agency_id', '=', agency.id)
      .where('external_id', '=', 'C1')
      .executeTakeFirstOrThrow();
    const { id: person_id } = await db
      .selectFrom('person')
      .select('id')
      .where('agency_id', '=', agency.id)
      .where('external_id', '=', 'T1')
      .executeTakeFirstOrThrow();
    const printed = () =>
      db.selectFrom('provisional_secret').selectAll().where('person_id', '=', person_id).executeTakeFirst();
    await db
      .insertInto('provisional_secret')
      .values({
        id: newId(),
        agency_id: agency.id,
        account_id,
        person_id,
        selector: 'A',
        secret_hash: 'x',
        strong: 1,
        tries: 0,
        created_at: now.toISOString(),
        expires_at: letterUntil,
        used_at: null,
      })
      .execute();

    await at(agency, accounts.replace(secret, '771 004'), later);
    const after = (await secretsOf(agency.id)).filter(({ selector }) => selector === null);
    expect(after.map(({ account, expires_at }) => [account, expires_at])).toEqual([
      ['C1', later.toISOString()],
      ['C1', new Date(later.getTime() + 30 * day).toISOString()],
      ['C3', before[1]?.expires_at],
    ]);
    // Nor is a printed letter ended by what the file says.
    expect((await printed())?.expires_at).toBe(letterUntil);
    // A file without them takes nothing away.
    await at(agency, accounts.replaceAll(/;[^;\n]*$/gm, ''), later);
    expect((await secretsOf(agency.id)).filter(({ selector }) => selector === null)).toEqual(after);
  });

  test('not for an account of which a holder came in already', async () => {
    const agency = await freshAgency();
    const { db } = database();
    await at(agency, accounts.replaceAll(/;[^;\n]*$/gm, ''), now);
    const { id: person } = await db
      .selectFrom('person')
      .select('id')
      .where('agency_id', '=', agency.id)
      .where('external_id', '=', 'T2')
      .executeTakeFirstOrThrow();
    const login = newId();
    const own = { agency_id: agency.id, name: 'x', email: `${login}@x.test`, password_hash: '' };
    await db
      .insertInto('login')
      .values({ id: login, ...own, created_at: now.toISOString() })
      .execute();
    await db
      .insertInto('login_person')
      .values({ login_id: login, person_id: person, since: now.toISOString() })
      .execute();
    await at(agency, accounts, now);
    expect((await secretsOf(agency.id)).map(({ account }) => account)).toEqual(['C3']);
  });

  test('come from lines of JSON too', async () => {
    const agency = await freshAgency();
    const { 'comptes_clients.csv': _, ...files } = smallFolder();
    const line = {
      ref: 'C1',
      identifiant: '0045-210',
      role: 'coproprietaire',
      libelle: 'Mme Durand',
      tiers: 'T1',
    };
    const rows = [
      { ...line, mot_de_passe_provisoire: 482_913 },
      { ...line, ref: 'C2', identifiant: 'x', role: 'roi', mot_de_passe_provisoire: 'très secret' },
    ];
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    const folder = writeFolder({ ...files, 'comptes_clients.jsonl': text });
    const report = await agency.run(folder);
    const [first] = await secretsOf(agency.id);
    expect(await verify(first?.secret_hash ?? '', '482913')).toBe(true);
    expect(rejectsOf(report).join()).toContain('•••');
    expect(rejectsOf(report).join()).not.toContain('très secret');
  });

  test('nothing is hashed or kept by a trial run, nor for a line that is rejected', async () => {
    const agency = await freshAgency();
    await at(agency, accounts, now, { dryRun: true });
    expect(await secretsOf(agency.id)).toEqual([]);
    await at(agency, changed({ f: accounts }, 'f', 'coproprietaire', 'roi')['f'] as string, now);
    expect((await secretsOf(agency.id)).map(({ account }) => account)).toEqual(['C3']);
  });

  test('stand in no table and no file, however the line is damaged', async () => {
    const agency = await freshAgency();
    const damaged =
      accounts +
      'C4;;coproprietaire;Sans identifiant;T1;canari-un\n' +
      'C5;0045-219;coproprietaire;Trop;T1;canari-deux;de trop\n' +
      'C6;"0045-220;coproprietaire;Guillemet;T1;canari-trois\n' +
      'C1;0045-210;coproprietaire;Encore;T1;canari-quatre\n' +
      'C7;0045-221;coproprietaire;Inconnu;T9;canari-cinq\n' +
      `C8;0045-222;coproprietaire;Long;T1;${'canari-six'.repeat(20)}\n`;
    const folder = writeFolder(folderWith(damaged));
    const report = await agency.run(folder);
    expect(report.tables['comptes_clients']?.rejected).toBe(6);
    const rejects = rejectsOf(report);
    expect(rejects).toHaveLength(6);
    expect(rejects[0]).toContain('C4;;coproprietaire;Sans identifiant;T1;•••');
    expect(rejects.join('\n') + JSON.stringify(report)).not.toContain('canari');
    const written = readdirSync(folder).filter(
      (name) => name !== 'comptes_clients.csv' && name.includes('.'),
    );
    for (const name of written)
      expect(readFileSync(`${folder}/${name}`, 'latin1'), name).not.toContain('canari');
    const run = await database().db.selectFrom('import_run').select('summary').execute();
    expect(JSON.stringify(run)).not.toMatch(/canari|482 913/);
  });

  test('are hashed in the import’s own process too', { timeout: 30_000 }, async () => {
    const agency = await freshAgency();
    const { url } = database();
    await runImportInChild({
      databaseUrl: url,
      filesFolder: writeFolder({}),
      agencySlug: agency.slug,
      folder: writeFolder(folderWith(accounts)),
      now,
    });
    expect(await secretsOf(agency.id)).toHaveLength(2);
  });
});

test('not even the temporary tables are given them', async () => {
  const rows: Value[][] = [];
  const loader = { add: (row: Value[]) => void rows.push(row), flush: async () => {}, end: async () => {} };
  const staging = { load: async () => loader, measure: async () => {} } as unknown as Staging;
  const format = allFiles.find(({ file }) => file === 'comptes_clients');
  if (!format) throw new Error('no such file');
  const loaded = await loadFile(staging, writeFolder(folderWith(accounts)), format, () => {});
  expect(JSON.stringify(rows)).toContain('Mme Durand');
  expect(JSON.stringify(rows)).not.toMatch(/482|k7mp/i);
  expect([...(loaded.secrets ?? [])]).toEqual([
    [2, secret],
    [4, 'k7mp-4qxt-9rwd'],
  ]);
});

describe('a line without what must not be shown', () => {
  const mask = csvMask(';', 3, [1]);
  test.each([
    ['a;secret;c', 'a;•••;c'],
    ['a;"se;cret";"c;d"', 'a;•••;"c;d"'],
    ['a;;c', 'a;;c'],
    ['a;secret', '•••'],
    ['a;secret;c;d', '•••'],
    ['a;"secret;c', '•••'],
    ['a;"secret" x;c', '•••'],
    ['', '•••'],
  ])('%s', (raw, shown) => {
    expect(mask(raw)).toBe(shown);
  });

  const json = jsonMask(['mot_de_passe_provisoire']);
  test.each([
    ['{"ref":"C1","mot_de_passe_provisoire":"secret"}', '{"ref":"C1","mot_de_passe_provisoire":"•••"}'],
    ['{"ref":"C1","Mot de passe provisoire":123}', '{"ref":"C1","Mot de passe provisoire":"•••"}'],
    ['{"ref":"C1"', '{"ref":"C1"'],
    ['{"ref":"C1","mot_de_passe_provisoire":"secr', '•••'],
    ['["mot_de_passe_provisoire","secret"]', '•••'],
  ])('%s', (raw, shown) => {
    expect(json(raw)).toBe(shown);
  });
});
