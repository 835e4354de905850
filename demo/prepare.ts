import { join } from 'node:path';
import { hashPassword } from '../server/access/password.ts';
import { attachPerson, insertAgent, saveLogin } from '../server/access/store.ts';
import { saveAgency } from '../server/agency/store.ts';
import type { OpenDatabase } from '../server/database/open.ts';
import { transaction } from '../server/database/transaction.ts';
import type { Progress } from '../server/imports/import.ts';
import { runImportInChild } from '../server/imports/run-in-child.ts';
import type { DemoAgency, DemoLogin } from './agencies.ts';
import { issueCodes } from './ways.ts';

export interface Preparation {
  database: OpenDatabase;
  stateFolder: string;
  filesFolder: string;
  say: (agency: DemoAgency, progress: Progress) => void;
}

/** Settings at each start, for the port may have changed; the folder, the logins and the codes only once. */
export const prepareAgency = async (agency: DemoAgency, preparation: Preparation): Promise<void> => {
  const { database, stateFolder } = preparation;
  const { slug } = agency.site;
  const now = new Date();
  await transaction(database.db, (trx) => saveAgency(trx, agency.settings, now));
  const { id, data_as_of } = await database.db
    .selectFrom('agency')
    .select(['id', 'data_as_of'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  if (data_as_of === null) await importFolder(agency, preparation, now);
  for (const login of agency.logins) {
    if (await hasLogin(database, id, login.email)) continue;
    if (login.agent) await openAgent(database, id, login, now);
    else await openLogin(database, id, login, now);
  }
  await issueCodes(database, stateFolder, agency, id, now);
};

const importFolder = async (
  agency: DemoAgency,
  { database, stateFolder, filesFolder, say }: Preparation,
  now: Date,
): Promise<void> => {
  const { slug } = agency.site;
  const report = await runImportInChild({
    databaseUrl: database.url,
    filesFolder,
    agencySlug: slug,
    folder: agency.folder,
    rejectsFile: join(stateFolder, `rejects-${slug}.csv`),
    now,
    onProgress: (progress) => say(agency, progress),
  });
  if (report.refused) throw new Error(`${agency.settings.name} was not imported. ${report.refused.reason}`);
  if (report.rejected > 0)
    throw new Error(`${report.rejected} rows of ${slug} were rejected: ${report.rejectsFile}`);
};

const hasLogin = async ({ db }: OpenDatabase, agencyId: string, email: string): Promise<boolean> => {
  const row = await db
    .selectFrom('login')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('email', '=', email)
    .executeTakeFirst();
  return row !== undefined;
};

/** As if they had been given an access, and had set up their application of codes unless they are still to do it. */
const openAgent = async (
  { db }: OpenDatabase,
  agencyId: string,
  { email, password, agent }: DemoLogin,
  now: Date,
): Promise<void> => {
  const passwordHash = await hashPassword(password);
  await transaction(db, async (trx) => {
    const name = agent?.name ?? '';
    const loginId = await saveLogin(trx, { agencyId, name, email, passwordHash }, now);
    await insertAgent(trx, loginId, agencyId, now);
    if (!agent?.totp) return;
    const at = now.toISOString();
    await trx
      .insertInto('totp')
      .values({ login_id: loginId, secret: agent.totp, last_step: 0, confirmed_at: at })
      .execute();
  });
};

/** As if the person had followed the link of their first connection. */
const openLogin = async (
  { db }: OpenDatabase,
  agencyId: string,
  login: DemoLogin,
  now: Date,
): Promise<void> => {
  const passwordHash = await hashPassword(login.password);
  await transaction(db, async (trx) => {
    const person = await trx
      .selectFrom('person')
      .select(['id', 'first_name', 'last_name'])
      .where('agency_id', '=', agencyId)
      .where('email', '=', login.email)
      .executeTakeFirstOrThrow();
    const accounts = await trx
      .selectFrom('account')
      .innerJoin('account_holder', 'account_holder.account_id', 'account.id')
      .select('account.id')
      .where('account.agency_id', '=', agencyId)
      .where('account.identifier', 'in', login.identifiers)
      .where('account_holder.person_id', '=', person.id)
      .execute();
    if (accounts.length !== login.identifiers.length)
      throw new Error(`${login.email} does not hold each account`);
    const name = [person.first_name, person.last_name].filter(Boolean).join(' ');
    const loginId = await saveLogin(trx, { agencyId, name, email: login.email, passwordHash }, now);
    await attachPerson(trx, loginId, person.id, now);
  });
};
