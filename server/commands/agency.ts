import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { ensureLogin, insertAgent } from '../access/store.ts';
import { hashPassword } from '../access/password.ts';
import { findAgency, saveAgency, type NewAgency } from '../agency/store.ts';
import { readConfig } from '../config.ts';
import { newSecret } from '../database/id.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase, type OpenDatabase } from '../database/open.ts';
import { enqueue } from '../database/outbox.ts';
import { transaction } from '../database/transaction.ts';
import type { Command } from './command.ts';

const text = (max = 300) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

/** What the settings file of an agency may hold. */
export const AgencySettings = v.strictObject({
  slug: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  name: text(),
  legalName: v.optional(text()),
  address: text(),
  postcode: text(10),
  town: text(),
  phone: v.optional(text(30)),
  email: v.optional(v.pipe(v.string(), v.email())),
  hours: v.optional(v.array(text())),
  website: v.optional(text()),
  portalOrigin: text(),
  origins: v.array(text()),
  signIn: v.optional(v.picklist(['one-step', 'two-step'])),
  passwordPolicy: v.optional(v.strictObject({ minLength: v.number(), kinds: v.number() })),
  identifierHint: v.optional(text(1000)),
  mailSender: text(),
  accent: v.optional(text(60)),
  onAccent: v.optional(text(60)),
});

const withDatabase = async <T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> => {
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
passwordPolicy ({ "minLength": 12, "kinds": 1 }), identifierHint, accent and onAccent (CSS colours).`,
  async run([file = '']) {
    const settings = await readSettings(file);
    await withDatabase(({ db }) => transaction(db, (trx) => saveAgency(trx, settings, new Date())));
    console.log(`${settings.name} is ready: ${settings.portalOrigin}`);
  },
};

const readSettings = async (file: string): Promise<NewAgency> => {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The settings file ${file} cannot be read. Give the path of a JSON file.`);
  });
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch {
    throw new Error(`${file} is not valid JSON. Check its commas and quotes.`);
  }
  const result = v.safeParse(AgencySettings, data);
  if (result.success) return result.output;
  const wrong = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'the file'} (${issue.expected} expected)`,
  );
  throw new Error(`${file} cannot be used: ${wrong.join(', ')}.`);
};

export const agentAdd: Command = {
  name: 'agent add',
  takes: ['agency', 'email'],
  says: 'Give a member of the agency’s staff an access; they receive a link to choose a password.',
  options: {
    name: { type: 'string', value: 'name', says: 'How they are shown; their e-mail address otherwise.' },
  },
  async run([slug = '', email = ''], { name }) {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Error(`${email} is not an e-mail address.`);
    // Nobody knows this password: the mailed link is the only way in.
    const passwordHash = await hashPassword(newSecret());
    await withDatabase(async ({ db }) => {
      const agency = await findAgency(db, slug).catch(() => {
        throw new Error(`There is no agency « ${slug} ». Add it first: palier agency add settings.json`);
      });
      const now = new Date();
      await transaction(db, async (trx) => {
        const shown = typeof name === 'string' ? name : email;
        const login = { agencyId: agency.id, personId: null, name: shown, email, passwordHash };
        const loginId = await ensureLogin(trx, login, now);
        await insertAgent(trx, loginId, agency.id, now);
        await enqueue(trx, 'reset-letter', { agencySlug: slug, identifier: email, askedAt: now }, now);
      });
    });
    console.log(
      `${email} is an agent of ${slug}; a link to choose a password leaves as soon as the server runs.`,
    );
  },
};
