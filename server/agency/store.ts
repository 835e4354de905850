import type { Generated, Selectable } from 'kysely';
import { newId } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import { policyWeakness, type PasswordPolicy } from '../values/password.ts';
import type { IdentifierPlace, SocialProvider, WayIn } from '../values/ways-in.ts';
import type { Agency } from './contract.ts';

export interface AgencyRow {
  id: string;
  slug: string;
  name: string;
  legal_name: string | null;
  address: string;
  postcode: string;
  town: string;
  phone: string | null;
  email: string | null;
  /** JSON: one sentence per line. */
  hours: string;
  website: string | null;
  portal_origin: string;
  sign_in: 'one-step' | 'two-step';
  password_min_length: number;
  password_kinds: number;
  identifier_hint: string | null;
  identifier_place: IdentifierPlace | null;
  /** Words separated by spaces, in the order in which they are offered. */
  ways_in: Generated<string>;
  social: Generated<string>;
  /** Envelope sender of letters: where mail servers send what they could not deliver. */
  bounce_address: string | null;
  mail_sender: string;
  accent: string | null;
  on_accent: string | null;
  /** « Données au … » : when the last imported figures were extracted. */
  data_as_of: Generated<string | null>;
  created_at: string;
}

export interface AgencyOriginRow {
  agency_id: string;
  origin: string;
}

/** One agency of this server, as requests need it: the public card and what stays inside. */
export interface ServedAgency {
  id: string;
  slug: string;
  /** Origin of its full-page portal: every link that is mailed starts with it. */
  portalOrigin: string;
  /** Web origins whose pages may embed its widgets; the portal's own is always among them. */
  origins: ReadonlySet<string>;
  passwordPolicy: PasswordPolicy;
  mailSender: string;
  /** Where bounces go; the sender's own address when null. */
  bounceAddress: string | null;
  /** Providers of social sign-in that the agency wants; those the server knows are offered. */
  social: readonly SocialProvider[];
  card: Agency;
}

export interface NewAgency {
  slug: string;
  name: string;
  legalName?: string | undefined;
  address: string;
  postcode: string;
  town: string;
  phone?: string | undefined;
  email?: string | undefined;
  hours?: string[] | undefined;
  website?: string | undefined;
  portalOrigin: string;
  origins: string[];
  signIn?: 'one-step' | 'two-step' | undefined;
  passwordPolicy?: PasswordPolicy | undefined;
  identifierHint?: string | undefined;
  identifierPlace?: IdentifierPlace | undefined;
  /** Default: `['first-connection']`. */
  waysIn?: WayIn[] | undefined;
  /** Default: none. */
  social?: SocialProvider[] | undefined;
  mailSender: string;
  bounceAddress?: string | undefined;
  accent?: string | undefined;
  onAccent?: string | undefined;
}

export const listAgencies = async (db: Database): Promise<ServedAgency[]> => {
  const [rows, origins] = await Promise.all([
    db.selectFrom('agency').selectAll().orderBy('slug').execute(),
    db.selectFrom('agency_origin').selectAll().execute(),
  ]);
  return rows.map((row) =>
    toAgency(
      row,
      origins.filter(({ agency_id }) => agency_id === row.id).map(({ origin }) => origin),
    ),
  );
};

/** Throws `not-found`. */
export const findAgency = async (db: Database, slug: string): Promise<ServedAgency> => {
  const found = (await listAgencies(db)).find((agency) => agency.slug === slug);
  if (!found) throw new AppError('not-found');
  return found;
};

/** Adds the agency, or replaces the settings of the one with this slug. Throws `invalid` with the reason by field. */
export const saveAgency = async (trx: Trx, agency: NewAgency, now: Date): Promise<void> => {
  const policy = agency.passwordPolicy ?? { minLength: 12, kinds: 1 };
  const weakness = policyWeakness(policy);
  if (weakness) throw new AppError('invalid', { fields: { passwordPolicy: weakness } });
  const settings = {
    name: agency.name,
    legal_name: agency.legalName ?? null,
    address: agency.address,
    postcode: agency.postcode,
    town: agency.town,
    phone: agency.phone ?? null,
    email: agency.email ?? null,
    hours: JSON.stringify(agency.hours ?? []),
    website: agency.website ?? null,
    portal_origin: exactOrigin('portalOrigin', agency.portalOrigin),
    sign_in: agency.signIn ?? 'one-step',
    password_min_length: policy.minLength,
    password_kinds: policy.kinds,
    identifier_hint: agency.identifierHint ?? null,
    identifier_place: agency.identifierPlace ?? null,
    ways_in: (agency.waysIn ?? ['first-connection']).join(' '),
    social: (agency.social ?? []).join(' '),
    bounce_address: agency.bounceAddress ?? null,
    mail_sender: agency.mailSender,
    accent: agency.accent ?? null,
    on_accent: agency.onAccent ?? null,
  };
  const { id } = await trx
    .insertInto('agency')
    .values({ id: newId(), slug: agency.slug, created_at: now.toISOString(), ...settings })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(settings))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('agency_origin').where('agency_id', '=', id).execute();
  const origins = new Set(agency.origins.map((origin) => exactOrigin('origins', origin)));
  if (origins.size > 0) {
    await trx
      .insertInto('agency_origin')
      .values([...origins].map((origin) => ({ agency_id: id, origin })))
      .execute();
  }
};

/**
 * `https://www.agence.fr` and nothing after it, as browsers send it in `Origin`; nothing for any other text. Plain
 * http only on this machine: elsewhere whoever holds the network would read what the page reads.
 */
export const originOf = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (!url || url.origin !== text.replace(/\/$/, '')) return undefined;
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])$|\.localhost$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? url.origin : undefined;
};

const exactOrigin = (field: string, text: string): string => {
  const origin = originOf(text);
  if (origin === undefined)
    throw new AppError('invalid', {
      fields: { [field]: 'an origin such as https://www.agence.fr is needed' },
    });
  return origin;
};

const wordsOf = <T extends string>(text: string): T[] => text.split(' ').filter(Boolean) as T[];

const toAgency = (row: Selectable<AgencyRow>, origins: string[]): ServedAgency => {
  const passwordPolicy = { minLength: row.password_min_length, kinds: row.password_kinds };
  return {
    id: row.id,
    slug: row.slug,
    portalOrigin: row.portal_origin,
    origins: new Set([row.portal_origin, ...origins]),
    passwordPolicy,
    mailSender: row.mail_sender,
    bounceAddress: row.bounce_address,
    social: wordsOf<SocialProvider>(row.social),
    card: {
      slug: row.slug,
      name: row.name,
      address: [row.address, `${row.postcode} ${row.town}`],
      phone: row.phone,
      email: row.email,
      hours: JSON.parse(row.hours) as string[],
      website: row.website,
      portalUrl: row.portal_origin,
      signIn: row.sign_in,
      passwordPolicy,
      identifierHint: row.identifier_hint,
      identifierPlace: row.identifier_place,
      waysIn: wordsOf<WayIn>(row.ways_in),
      accent: row.accent,
      onAccent: row.on_accent,
    },
  };
};
