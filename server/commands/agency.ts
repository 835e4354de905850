import { ensureLogin, insertAgent } from '../access/store.ts';
import { hashPassword } from '../access/password.ts';
import { findAgency, saveAgency } from '../agency/store.ts';
import { readConfig } from '../config.ts';
import { newSecret } from '../database/id.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase, type OpenDatabase } from '../database/open.ts';
import { enqueue } from '../database/outbox.ts';
import { transaction } from '../database/transaction.ts';
import { readSettings } from './agency-settings.ts';
import type { Command } from './command.ts';

export const withDatabase = async <T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> => {
  const database = await openDatabase(readConfig(process.env).DATABASE_URL);
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
};

export const agencyAdd: Command = {
  name: 'agency add',
  takes: ['settings.json'],
  says: 'Add an agency, or replace the settings of the one with the same slug.',
  more: `The file holds, as JSON:
  slug, name, address, postcode, town   who the agency is
  portalOrigin                          where its full-page portal is: "https://espace.agence.fr"
  origins                               web origins that may embed its widgets: ["https://www.agence.fr"]
  mailSender                            "Cabinet Durand <ne-pas-repondre@agence.fr>"
and, if wanted: legalName, phone, email, hours (lines), website, signIn ("one-step" or "two-step"),
passwordPolicy ({ "minLength": 12, "kinds": 1 }), bounceAddress (where mail servers report what they could not
deliver), identifierHint (where the identifier stands on the paper),
accent and onAccent: the CSS colour of the portal and of the embedded widgets, unless their page sets its own
--palier-accent, and the colour of what is written on it.
A complete file: docs/first-agency/agency.json. All of it, step by step: docs/first-agency.md.`,
  async run([file = '']) {
    const settings = await readSettings(file);
    await withDatabase(({ db }) => transaction(db, (trx) => saveAgency(trx, settings, new Date())));
    console.log(`${settings.name} is ready: ${settings.portalOrigin}`);
  },
};

export const agentAdd: Command = {
  name: 'agent add',
  takes: ['agency', 'email'],
  says: 'Give a member of the agency’s staff an access; they receive a link to choose a password.',
  options: {
    name: { type: 'string', value: 'name', says: 'How they are shown; their e-mail address otherwise.' },
  },
  more: `They sign in at the portal, with this address; a second factor is set up the first time (an application of their
phone). Their page is the desk, at /bureau: who asks for help, who found the way in, whose letter to print.`,
  async run([slug = '', email = ''], { name }) {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Error(`${email} is not an e-mail address.`);
    // Nobody knows this password: the mailed link is the only way in.
    const passwordHash = await hashPassword(newSecret());
    const desk = await withDatabase(async ({ db }) => {
      const agency = await findAgency(db, slug).catch(() => {
        throw new Error(
          `There is no agency « ${slug} ». Add it first: npm run -s palier -- agency add settings.json`,
        );
      });
      const now = new Date();
      await transaction(db, async (trx) => {
        const shown = typeof name === 'string' ? name : email;
        const login = { agencyId: agency.id, name: shown, email, passwordHash };
        const loginId = await ensureLogin(trx, login, now);
        await insertAgent(trx, loginId, agency.id, now);
        await enqueue(
          trx,
          'reset-letter',
          { agencySlug: slug, identifier: email, askedAt: now, invitation: true },
          now,
        );
      });
      return `${agency.portalOrigin}/bureau`;
    });
    console.log(`${email} is an agent of ${slug}. A link to choose a password leaves as soon as the server runs with
SMTP_URL, within a day. Their desk: ${desk}`);
  },
};
