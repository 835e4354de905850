import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Engine, OpenDatabase } from '../database/open.ts';
import { enqueue } from '../database/outbox.ts';
import { keptTables, leftOut, openSnapshot, type KeptTable } from '../database/snapshot.ts';
import { engines, openTestDatabase } from '../database/testing.ts';
import { diskStore } from '../files/keep.ts';
import { readBackup, writeBackup } from './backup-format.ts';
import { backUp, backupCommand, restore } from './backup.ts';

const at = '2026-11-20T06:00:00.000Z';
const now = new Date(at);
// Each passphrase takes half a second on purpose, and more on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const passphrase = 'quatre mots tirés au sort';
const kept = Object.keys(keptTables) as KeptTable[];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-backup-'));
  folders.push(folder);
  return folder;
};

const secret = 'session-that-must-not-be-copied';

/** A house with one row of everything, and what is hard to write down. */
const furnish = async (database: OpenDatabase, files: string): Promise<void> => {
  const insert = (table: string, row: Record<string, string | number | null>) =>
    sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))}) values (${sql.join(Object.values(row))})`.execute(
      database.db,
    );
  const paper = join(newFolder(), 'appel.pdf');
  await writeFile(paper, Buffer.from('%PDF-1.7\n["end",{"rows":0}]\n\0\xff\n', 'latin1'));
  const hash = await diskStore(files).keep(paper);
  const large = join(newFolder(), 'plan.pdf');
  await writeFile(large, Buffer.alloc(300_000, 'plan '));
  const largeHash = await diskStore(files).keep(large);

  const own = { agency_id: 'a', external_id: 'x' };
  const place = { address: '1, rue d’Ys', postcode: '29000', town: 'Quimper' };
  await insert('agency', {
    id: 'a',
    slug: 'ys',
    name: 'L’« Agence » \\ "d\u2019Ys"\nà Quimper\u2028',
    ...place,
    hours: '["9 h"]',
    portal_origin: 'https://espace.ys.example',
    sign_in: 'one-step',
    password_min_length: 8,
    password_kinds: 3,
    mail_sender: 'Ys <a@ys.example>',
    created_at: at,
  });
  await insert('agency_origin', { agency_id: 'a', origin: 'https://www.ys.example' });
  await insert('building', { id: 'b', ...own, name: 'Les Dunes', ...place });
  await insert('lot', { id: 'l', ...own, building_id: 'b', number: '0006', kind: 'flat' });
  await insert('distribution_key', { id: 'k', ...own, building_id: 'b', label: 'Générales', whole: 10_000 });
  await insert('share', { key_id: 'k', lot_id: 'l', shares: Number.MAX_SAFE_INTEGER });
  await insert('person', { id: 'p', ...own, kind: 'natural', last_name: 'Le Goff' });
  await insert('account', {
    id: 'c',
    ...own,
    identifier: 'C 45',
    identifier_key: 'c45',
    role: 'owner',
    label: 'M. Le Goff',
  });
  await insert('account_holder', { account_id: 'c', person_id: 'p', position: 1 });
  await insert('ownership', {
    id: 'o',
    agency_id: 'a',
    lot_id: 'l',
    account_id: 'c',
    title: 'full',
    from_day: '2020-01-01',
  });
  await insert('lease', { id: 'e', ...own, lot_id: 'l', tenant_account_id: 'c', from_day: '2020-01-01' });
  await insert('council_member', {
    building_id: 'b',
    account_id: 'c',
    seat: 'member',
    from_day: '2020-01-01',
  });
  await insert('login', {
    id: 'g',
    agency_id: 'a',
    name: 'Le Goff',
    email: 'p@ys.example',
    password_hash: '$argon2id$',
    created_at: at,
  });
  await insert('login_person', { login_id: 'g', person_id: 'p', since: at });
  await insert('agent', { login_id: 'g', agency_id: 'a', since: at });
  await insert('provisional_secret', {
    id: 's',
    agency_id: 'a',
    account_id: 'c',
    person_id: 'p',
    selector: 'K',
    secret_hash: '$argon2id$',
    strong: 1,
    created_at: at,
    expires_at: at,
  });
  await insert('social_identity', {
    agency_id: 'a',
    issuer: 'https://compte.example',
    subject: '1',
    login_id: 'g',
    provider: 'oidc',
    label: 'p…@ys.example',
    linked_at: at,
  });
  await insert('passkey', {
    id: 'k',
    login_id: 'g',
    public_key: 'AAAA',
    counter: 0,
    transports: '["internal"]',
    name: 'Téléphone',
    created_at: at,
  });
  await insert('totp', { login_id: 'g', secret: 'JBSWY3DP', last_step: 1, confirmed_at: at });
  await insert('recovery_code', { login_id: 'g', code_hash: 'hash' });
  await insert('email_change', {
    id: 'm',
    login_id: 'g',
    former: 'p@ys.example',
    wanted: 'q@ys.example',
    mail_state: 'sent',
    created_at: at,
    expires_at: at,
  });
  await insert('desk_request', {
    id: 'r',
    agency_id: 'a',
    kind: 'assistance',
    name: 'L’« Agence »',
    created_at: at,
  });
  await insert('desk_closure', {
    id: 'c',
    request_id: 'r',
    closed_at: at,
    closed_by: 'Agnès',
    note: 'Rappelé',
  });
  await insert('ledger', {
    id: 'd',
    agency_id: 'a',
    account_id: 'c',
    subject: 'b/l',
    building_id: 'b',
    balance_cents: -112_935,
  });
  // More than one batch of rows.
  const entries = Array.from({ length: 1201 }, (_, index) => ({
    ledger_id: 'd',
    day: '2022-01-01',
    sequence: index + 1,
    external_id: `e${index + 1}`,
    label: 'Appel',
    kind: 'call' as const,
    debit_cents: 1,
    credit_cents: 0,
    balance_cents: -index - 1,
    document_id: null,
  }));
  await database.db.insertInto('ledger_entry').values(entries).execute();
  const document = {
    agency_id: 'a',
    place: 'agency:a',
    kind: 'call',
    title: 'Appel',
    day: '2022-01-01',
    file_name: 'a.pdf',
    media_type: 'application/pdf',
    size_bytes: 3,
    search: 'appel',
    published_at: at,
  };
  await insert('document', { id: 'f1', external_id: 'f1', file_hash: hash, ...document });
  await insert('document', { id: 'f2', external_id: 'f2', file_hash: hash, ...document });
  await insert('document', { id: 'f3', external_id: 'f3', file_hash: largeHash, ...document });
  await insert('document_reading', { login_id: 'g', document_id: 'f1', at });
  await insert('outbox', { id: 'j', kind: 'reset-letter', payload: '{}', run_at: at });
  await insert('import_run', { id: 'r', agency_id: 'a', extracted_at: at, started_at: at, summary: '{}' });

  await insert('session', {
    id_hash: secret,
    login_id: 'g',
    sign_in: 's',
    kind: 'portal',
    device: '',
    created_at: at,
    seen_at: at,
    ends_at: at,
    expires_at: at,
  });
  await insert('reset_link', {
    token_hash: secret,
    login_id: 'g',
    agency_id: 'a',
    email: 'p@ys.example',
    created_at: at,
    expires_at: at,
  });
  await insert('handoff', {
    code_hash: secret,
    login_id: 'g',
    sign_in: 's',
    origin: 'o',
    challenge: 'c',
    expires_at: at,
  });
  await insert('rate_limit', { subject: secret, window_start: at, hits: 1 });
  await insert('file_ticket', { ticket_hash: secret, login_id: 'g', document_id: 'f1', expires_at: at });
};

/** Everything a backup promises to keep, as values. One after the other: each test database has few connections. */
const contents = async ({ db }: OpenDatabase): Promise<Record<string, unknown[]>> => {
  const found: Record<string, unknown[]> = {};
  for (const table of kept) {
    const order = sql.raw(keptTables[table].join(', '));
    const { rows } = await sql`select * from ${sql.table(table)} order by ${order}`.execute(db);
    found[table] = rows;
  }
  return found;
};

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();

const furnished = async (engine: Engine) => {
  const database = await openTestDatabase(engine);
  const places = { DATABASE_URL: database.url, FILES_FOLDER: join(newFolder(), 'files') };
  await furnish(database, places.FILES_FOLDER);
  return { database, places, file: join(newFolder(), 'palier.backup') };
};
const empty = async (engine: Engine) => {
  const database = await openTestDatabase(engine);
  return { database, places: { DATABASE_URL: database.url, FILES_FOLDER: join(newFolder(), 'files') } };
};

const backedUp = async (engine: Engine, key?: string) => {
  const from = await furnished(engine);
  await backUp(from.places, from.file, key, now);
  return from;
};

const expectUntouched = async ({ database, places }: Awaited<ReturnType<typeof empty>>) => {
  expect(Object.values(await contents(database)).flat()).toEqual([]);
  if (existsSync(places.FILES_FOLDER)) expect(filesIn(places.FILES_FOLDER)).toEqual([]);
};

test.each(engines)('every table of %s is either kept or left out on purpose', async (engine) => {
  const { db } = await openTestDatabase(engine);
  // Views hold nothing of their own.
  const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView);
  expect(tables.map(({ name }) => name).toSorted()).toEqual([...kept, ...leftOut].toSorted());
});

describe.each([
  ['sqlite', 'sqlite'],
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
  ['postgres', 'postgres'],
] as const)('from %s to %s', (fromEngine, toEngine) => {
  test.each([undefined, passphrase])('what was backed up comes back (key: %s)', async (key) => {
    const from = await backedUp(fromEngine, key);
    const to = await empty(toEngine);
    const counts = await restore(to.places, from.file, key);
    const before = await contents(from.database);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    expect(await contents(to.database)).toEqual(before);
    expect(filesIn(to.places.FILES_FOLDER)).toEqual(filesIn(from.places.FILES_FOLDER));
    expect(counts).toEqual({ rows: 1231, files: 2, missing: 0, takenAt: at });
  });
});

describe.each(engines)('on %s', (engine) => {
  test('sessions, links, codes, tickets and limits stay out', async () => {
    const { file } = await backedUp(engine);
    const bytes = gunzipSync(await readFile(file)).toString();
    expect(bytes).toContain('Le Goff');
    expect(bytes).not.toContain(secret);
  });

  test('what is written during the backup is not in it, nor half of it', async () => {
    const { database, places } = await furnished(engine);
    const before = await contents(database);
    const snapshot = await openSnapshot(places.DATABASE_URL);
    const counts = { rows: 0, files: 0, missing: 0 };
    const bytes = writeBackup(snapshot, async () => undefined, counts, now);
    const pieces = [await bytes.next()].map(({ value }) => value as Buffer);

    await database.db.deleteFrom('ledger_entry').execute();
    await database.db.updateTable('ledger').set({ balance_cents: 0 }).execute();
    await database.db
      .insertInto('agency_origin')
      .values({ agency_id: 'a', origin: 'https://late' })
      .execute();

    for await (const piece of bytes) pieces.push(piece);
    await snapshot.close();
    const { parts } = await readBackup(Readable.from(pieces));
    const found: Record<string, number> = {};
    for await (const part of parts)
      if ('table' in part) found[part.table] = (found[part.table] ?? 0) + part.lines.length;
    expect(found['ledger_entry']).toBe(before['ledger_entry']?.length);
    expect(found['agency_origin']).toBe(1);
    expect(Buffer.concat(pieces).toString()).toContain('-112935');
  });

  test('a database in use is refused and left as it is', async () => {
    const from = await backedUp(engine);
    const to = await empty(engine);
    // One job of the outbox, which no row of the backup would collide with.
    await enqueue(to.database.db, 'reset-letter', {}, now);
    const before = await contents(to.database);
    await expect(restore(to.places, from.file, undefined)).rejects.toThrow('in use');
    expect(await contents(to.database)).toEqual(before);
    expect(filesIn(to.places.FILES_FOLDER)).toEqual([]);
  });

  test('a backup cut anywhere restores nothing', async () => {
    const { file } = await backedUp(engine);
    const whole = await readFile(file);
    const text = gunzipSync(whole);
    const lines = text.toString('latin1').split('\n');
    const closing = lines.findLastIndex((line) => line.startsWith('["end"'));
    const zipped = (content: string) => gzipSync(Buffer.from(content, 'latin1'));
    const broken: Record<string, Buffer> = {
      'half of the file': whole.subarray(0, whole.length / 2),
      'all but the last byte': whole.subarray(0, -9),
      'no closing line': zipped(`${lines.slice(0, closing).join('\n')}\n`),
      'one row less': zipped(lines.filter((line) => !line.includes('"e700"')).join('\n')),
      'one figure changed': zipped(lines.join('\n').replace('-112935', '-112936')),
      'one byte of a file changed': zipped(lines.join('\n').replace('%PDF-1.7', '%PDF-1.6')),
      'an unknown table': zipped(lines.join('\n').replace('["table","person"]', '["table","session"]')),
      'something behind the end': zipped(`${lines.join('\n')}more`),
      'one bit turned': Buffer.concat([whole.subarray(0, 2000), Buffer.from([255, 0]), whole.subarray(2002)]),
    };
    const to = await empty(engine);
    for (const [name, bytes] of Object.entries(broken)) {
      const path = join(newFolder(), 'broken');
      await writeFile(path, bytes);
      await expect(restore(to.places, path, undefined), name).rejects.toThrow('cut short or damaged');
      await expectUntouched(to);
    }
  });

  test('a sealed backup opens with its key alone', async () => {
    const { file } = await backedUp(engine, passphrase);
    const sealed = await readFile(file);
    expect(sealed.toString('latin1')).not.toContain('Le Goff');
    const to = await empty(engine);
    const refused = async (bytes: Buffer, key: string | undefined, sentence: string) => {
      const path = join(newFolder(), 'sealed');
      await writeFile(path, bytes);
      await expect(restore(to.places, path, key)).rejects.toThrow(sentence);
      await expectUntouched(to);
    };
    await refused(sealed, 'quatre mots tirés au sore', 'does not open');
    await refused(sealed, undefined, 'is sealed');
    await refused(sealed.subarray(0, -1), passphrase, 'does not open');
    const chunk = 64 * 1024 + 16;
    const head = sealed.indexOf(10) + 1;
    // Cut exactly between two chunks: only the mark of the last one can tell.
    const longer = await backedUpLarge(engine);
    expect(longer.length).toBeGreaterThan(head + chunk);
    await refused(longer.subarray(0, head + chunk), passphrase, 'does not open');
    const plain = await backedUp(engine);
    await refused(await readFile(plain.file), passphrase, 'not sealed');
  });

  test('a file that is absent or damaged is counted, and the rest is saved', async () => {
    const { database, places, file } = await furnished(engine);
    const [first = '', second = ''] = filesIn(places.FILES_FOLDER);
    rmSync(join(places.FILES_FOLDER, first));
    await writeFile(join(places.FILES_FOLDER, second), 'rotten');
    expect(await backUp(places, file, undefined, now)).toMatchObject({ files: 0, missing: 2 });
    const to = await empty(engine);
    expect(await restore(to.places, file, undefined)).toMatchObject({ files: 0, missing: 2 });
    expect(await contents(to.database)).toEqual(await contents(database));
  });

  test('a backup of another release is refused', async () => {
    const { database, places, file } = await furnished(engine);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', ${at})`.execute(
      database.db,
    );
    await expect(backUp(places, file, undefined, now)).rejects.toThrow('9999-later');
    expect(existsSync(file)).toBe(false);
    await sql`delete from kysely_migration where name = '9999-later'`.execute(database.db);
    await backUp(places, file, undefined, now);
    await writeFile(
      file,
      gzipSync(
        gunzipSync(await readFile(file))
          .toString('latin1')
          .replace('0007-', '0008-'),
      ),
    );
    await expect(restore((await empty(engine)).places, file, undefined)).rejects.toThrow('0008-');
  });
});

/** Random content does not shrink: several chunks. */
const backedUpLarge = async (engine: Engine): Promise<Buffer> => {
  const { database, places, file } = await furnished(engine);
  const path = join(newFolder(), 'noise');
  const noise = Array.from({ length: 8000 }, (_, i) => createHash('sha256').update(String(i)).digest());
  await writeFile(path, Buffer.concat(noise));
  const hash = await diskStore(places.FILES_FOLDER).keep(path);
  await database.db.updateTable('document').set({ file_hash: hash }).where('id', '=', 'f1').execute();
  await backUp(places, file, passphrase, now);
  return readFile(file);
};

test('nobody else may read the file, and none is overwritten or left half-written', async () => {
  const { places, file } = await backedUp('sqlite');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(backUp(places, file, undefined, now)).rejects.toThrow('already exists');
  const folder = newFolder();
  const nowhere = { ...places, DATABASE_URL: join(folder, 'none.db') };
  await expect(backUp(nowhere, join(folder, 'b'), undefined, now)).rejects.toThrow('no database');
  expect(readdirSync(folder)).toEqual([]);
});

test('a brand new database is made ready by the restore', async () => {
  const { file } = await backedUp('sqlite');
  const folder = newFolder();
  const places = { DATABASE_URL: join(folder, 'new.db'), FILES_FOLDER: join(folder, 'files') };
  expect(await restore(places, file, undefined)).toMatchObject({ rows: 1231 });
});

test('a short passphrase is refused before anything is written', async () => {
  const folder = newFolder();
  await writeFile(join(folder, 'key'), 'secret\n');
  const run = backupCommand.run([join(folder, 'b')], { 'key-file': join(folder, 'key') });
  await expect(run).rejects.toThrow('16 characters');
  expect(readdirSync(folder)).toEqual(['key']);
});
