import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { saveAgency } from '../agency/store.ts';
import type { Engine, OpenDatabase } from '../database/open.ts';
import { openTestDatabase } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { importFolder, type ImportOptions } from './import.ts';

export type Files = Record<string, string | Uint8Array>;

export const now = new Date('2026-11-21T08:00:00Z');
export const pdf = '%PDF-1.4\n%%EOF\n';

/** A folder of its own, removed after the file's last test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const writeFolder = (files: Files): string => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

/** A small agency: two buildings, three people, an owner, a landlord and a tenant. */
export const smallFolder = (): Files => ({
  'palier.json': '{"format":1,"extrait_le":"2026-11-20T06:00:00+01:00"}',
  'immeubles.csv':
    'ref;nom;adresse;code_postal;ville\nI1;Les Tilleuls;1 rue des Lilas;75001;Paris\nI2;Le Clos;2 rue Basse;69001;Lyon\n',
  'lots.csv':
    'ref;immeuble;numero;nature;libelle\nL1;I1;1;appartement;App. 1\nL2;I1;2;cave;\nL3;I2;1;Maison;\n',
  'cles.csv': 'ref;immeuble;libelle;total\nK1;I1;Charges générales;1000\n',
  'tantiemes.csv': 'cle;lot;tantiemes\nK1;L1;900\nK1;L2;100\n',
  'tiers.csv':
    'ref;nom;prenom;email\nT1;Durand;Zoé;Zoe@Exemple.fr\nT2;Nguyen;Léo;\nT3;Petit;Ana;pas-une-adresse\n',
  'comptes_clients.csv':
    'ref;identifiant;role;libelle;tiers\nC1;0045-210;coproprietaire;Mme Durand;T1|T2\nC2;0045-211;bailleur;M. Nguyen;T2\nC3;0045-212;locataire;Mme Petit;T3\n',
  'lots_tiers.csv':
    'lot;compte_client;debut;fin;droit\nL1;C1;01/02/2010;;pleine_propriete\nL2;C1;01/02/2010;;\nL3;C2;01/02/2010;;\n',
  'baux.csv': 'ref;lot;locataire;bailleur;debut;fin\nB1;L3;C3;C2;01/09/2020;\n',
  'conseil_syndical.csv': 'immeuble;compte_client;debut;fin;fonction\nI1;C1;18/05/2021;;Présidente\n',
  'ecritures.csv':
    'ref;compte_client;immeuble;bail;lot;date;libelle;nature;debit;credit;document\n' +
    'E1;C1;I1;;;01/01/2026;Appel 1;appel;1 200,50;;D1\n' +
    'E2;C1;I1;;;15/01/2026;Virement;reglement;;1 000,00;\n' +
    'E3;C1;I1;;;15/01/2026;Frais;honoraires;10;;\n' +
    'E4;C3;;B1;;05/01/2026;Loyer janvier;loyer;650,00;0,00;D2\n',
  'documents.csv':
    'ref;fichier;titre;nature;date;portee;immeuble;lot;compte_client;public\n' +
    'D1;comptes/appel.pdf;Appel de fonds;appel_fonds;01/01/2026;compte;I1;;C1;\n' +
    'D2;pv.pdf;Procès-verbal 2025;pv_ag;12/06/2025;immeuble;I1;;;proprietaires\n',
  'documents/comptes/appel.pdf': `${pdf}appel`,
  'documents/pv.pdf': `${pdf}pv`,
});

/** The same folder with one row more in a file. */
export const plus = (files: Files, name: string, row: string): Files => ({
  ...files,
  [name]: `${String(files[name])}${row}\n`,
});

/** The same folder without the rows of a file that start so. */
export const without = (files: Files, name: string, start: string): Files => ({
  ...files,
  [name]: String(files[name])
    .split('\n')
    .filter((line) => !line.startsWith(start))
    .join('\n'),
});

/** The same folder with a few words of a file replaced. */
export const changed = (files: Files, name: string, from: string, to: string): Files => {
  const text = String(files[name]);
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  return { ...files, [name]: text.replace(from, to) };
};

/** What the file of rejects says, without its header: `file;line;"reason";"raw"`. */
export const rejectsOf = ({ rejectsFile }: { rejectsFile: string | null }): string[] =>
  rejectsFile === null ? [] : readFileSync(rejectsFile, 'utf8').split('\r\n').slice(1, -1);

/** Call it in a `describe`: one database for all its tests, and agencies of their own in it. */
export const agenciesOn = (engine: Engine) => {
  let opened: OpenDatabase;
  let counter = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });
  return {
    database: () => opened,
    freshAgency: async () => {
      const slug = `agence-${(counter += 1)}`;
      const id = await addAgency(opened, slug);
      const content = () => contentOf(opened, id, '2026-11-20');
      return { id, slug, run: importerFor(opened, slug), content, db: opened.db };
    },
  };
};

export const addAgency = async ({ db }: OpenDatabase, slug: string): Promise<string> => {
  await transaction(db, (trx) =>
    saveAgency(
      trx,
      {
        slug,
        name: slug,
        address: '1 rue Haute',
        postcode: '75001',
        town: 'Paris',
        portalOrigin: `https://${slug}.example`,
        origins: [],
        mailSender: 'agence@exemple.fr',
      },
      now,
    ),
  );
  const { id } = await db
    .selectFrom('agency')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return id;
};

/** `importFolder` for one agency of a test database. */
export const importerFor = (opened: OpenDatabase, agencySlug: string) => {
  const filesFolder = temporaryFolder();
  return (files: Files | string, more: Partial<ImportOptions> = {}) =>
    importFolder({
      databaseUrl: opened.url,
      filesFolder,
      agencySlug,
      folder: typeof files === 'string' ? files : writeFolder(files),
      now,
      ...more,
    });
};

/** Everything of an agency that a folder says, in the words of references, without ids: two databases can be compared. */
export const contentOf = async ({ db }: OpenDatabase, agencyId: string, day: string) => {
  const inForce = <R extends { until_day: string | null }>(rows: R[]) =>
    rows.filter((row) => row.until_day === null || row.until_day > day);
  const open = <R extends { closed_on: string | null }>(rows: R[]) =>
    rows.filter((row) => row.closed_on === null);
  const tables = {
    building: open(await db.selectFrom('building').selectAll().where('agency_id', '=', agencyId).execute()),
    lot: open(await db.selectFrom('lot').selectAll().where('agency_id', '=', agencyId).execute()),
    distribution_key: open(
      await db.selectFrom('distribution_key').selectAll().where('agency_id', '=', agencyId).execute(),
    ),
    share: await db
      .selectFrom('share')
      .innerJoin('lot', 'lot.id', 'lot_id')
      .selectAll('share')
      .where('agency_id', '=', agencyId)
      .execute(),
    person: open(await db.selectFrom('person').selectAll().where('agency_id', '=', agencyId).execute()),
    account: open(await db.selectFrom('account').selectAll().where('agency_id', '=', agencyId).execute()),
    account_holder: await db
      .selectFrom('account_holder')
      .innerJoin('account', 'account.id', 'account_id')
      .selectAll('account_holder')
      .where('agency_id', '=', agencyId)
      .where('closed_on', 'is', null)
      .execute(),
    ownership: inForce(
      await db.selectFrom('ownership').selectAll().where('agency_id', '=', agencyId).execute(),
    ),
    lease: inForce(await db.selectFrom('lease').selectAll().where('agency_id', '=', agencyId).execute()),
    council_member: inForce(
      await db
        .selectFrom('council_member')
        .innerJoin('building', 'building.id', 'building_id')
        .selectAll('council_member')
        .where('agency_id', '=', agencyId)
        .execute(),
    ),
    ledger: open(await db.selectFrom('ledger').selectAll().where('agency_id', '=', agencyId).execute()),
    ledger_entry: await db
      .selectFrom('ledger_entry')
      .innerJoin('ledger', 'ledger.id', 'ledger_id')
      .selectAll('ledger_entry')
      .where('agency_id', '=', agencyId)
      .execute(),
    document: await db.selectFrom('document').selectAll().where('agency_id', '=', agencyId).execute(),
  };
  const refs = new Map<string, string>([[agencyId, 'agency']]);
  for (const table of [
    'building',
    'lot',
    'distribution_key',
    'person',
    'account',
    'lease',
    'document',
  ] as const) {
    for (const { id, external_id } of await db
      .selectFrom(table)
      .select(['id', 'external_id'])
      .where('agency_id', '=', agencyId)
      .execute())
      refs.set(id, external_id);
  }
  for (const { id, account_id, subject } of tables.ledger) refs.set(id, `${refs.get(account_id)}:${subject}`);
  const named = (value: unknown) =>
    typeof value === 'string'
      ? value
          .split(/([/:])/)
          .map((part) => refs.get(part) ?? part)
          .join('')
      : value;
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      rows
        .map((row) =>
          JSON.stringify(
            Object.fromEntries(
              Object.entries(row)
                .filter(([column]) => column !== 'id' && column !== 'published_at')
                .map(([column, value]) => [column, named(named(value))]),
            ),
          ),
        )
        .toSorted(),
    ]),
  );
};
