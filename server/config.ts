import * as v from 'valibot';
import { readOvhUrl } from './sms/ovh.ts';

const whole = (fallback: string, min: number, max: number) =>
  v.pipe(
    v.optional(v.string(), fallback),
    v.regex(/^\d+$/),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
  );

const isMailServer = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
};

/** Plain http only on this machine: what a provider says would be anybody's word. */
const isIssuer = (text: string): boolean => {
  const url = URL.parse(text);
  if (url?.protocol === 'http:') return /^(?:localhost|127\.0\.0\.1)$|\.localhost$/.test(url.hostname);
  return url?.protocol === 'https:';
};

const text = v.optional(v.string());

/** Every setting once: its name, its default, and one sentence (`docs/configuration.md` is printed from here). */
export const settings = {
  DATABASE_URL: {
    schema: v.optional(v.string(), '.state/palier.db'),
    says: 'Where the data is: a file for SQLite, or `postgres://user:password@host/name`.',
  },
  FILES_FOLDER: {
    schema: v.optional(v.string(), '.state/files'),
    says: 'Where documents are kept, by the hash of their content. Outside any web root.',
  },
  PORT: { schema: whole('8787', 0, 65_535), says: 'The port to listen on; 0 takes a free one.' },
  HOST: {
    schema: v.optional(v.string(), '127.0.0.1'),
    says: 'The address to listen on. A reverse proxy in front ends TLS.',
  },
  PUBLIC_ORIGIN: {
    schema: v.optional(v.string()),
    says: 'The origin that all agencies share, such as `https://app.example.org`; none when each has its own name.',
  },
  WIDGETS_FOLDER: {
    schema: v.optional(v.string(), 'dist/widgets'),
    says: 'Where the built widgets are (`npm run build`).',
  },
  SMTP_URL: {
    schema: v.optional(v.pipe(v.string(), v.check(isMailServer))),
    says: 'The mail server, such as `smtps://user:password@mail.example.org`. Without it letters wait in the outbox.',
  },
  SMS_URL: {
    schema: v.optional(
      v.pipe(
        v.string(),
        v.check((text) => readOvhUrl(text) !== undefined),
      ),
    ),
    says: 'OVHcloud SMS, such as `ovh://application:secret@eu.api.ovh.com/sms-ab12345-1?consumer=…&sender=…`. Without it no code goes by SMS.',
  },
  TRUSTED_PROXIES: {
    schema: whole('0', 0, 10),
    says: 'How many proxies of your own stand in front: that many last entries of `X-Forwarded-For` are believed.',
  },
  GOOGLE_CLIENT_ID: {
    schema: text,
    says: 'Sign-in with Google (`docs/social.md`); its secret goes with it.',
  },
  GOOGLE_CLIENT_SECRET: { schema: text, says: 'What Google gave with the identifier.' },
  LINKEDIN_CLIENT_ID: { schema: text, says: 'Sign-in with LinkedIn.' },
  LINKEDIN_CLIENT_SECRET: { schema: text, says: 'What LinkedIn gave with it.' },
  FACEBOOK_CLIENT_ID: { schema: text, says: 'Sign-in with Facebook.' },
  FACEBOOK_CLIENT_SECRET: { schema: text, says: 'What Facebook gave with it.' },
  X_CLIENT_ID: { schema: text, says: 'Sign-in with X.' },
  X_CLIENT_SECRET: { schema: text, says: 'What X gave with it.' },
  OIDC_ISSUER: {
    schema: v.optional(v.pipe(v.string(), v.check(isIssuer))),
    says: 'The address of any other OpenID Connect provider, such as `https://compte.example.org`; https, except on this machine.',
  },
  OIDC_CLIENT_ID: { schema: text, says: 'Sign-in with that provider.' },
  OIDC_CLIENT_SECRET: { schema: text, says: 'What it gave with it.' },
  OIDC_NAME: { schema: text, says: 'The name that people know it by, on its button.' },
  LOG_LEVEL: {
    schema: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
    says: 'How much is logged: never a name, an address, a body or a token.',
  },
} as const;

type Settings = typeof settings;
export type Config = { [K in keyof Settings]: v.InferOutput<Settings[K]['schema']> };

/** Reads the environment; throws one sentence that names the setting to mend. */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const values = Object.entries(settings).map(([name, { schema, says }]) => {
    const result = v.safeParse(schema, environment[name] === '' ? undefined : environment[name]);
    if (!result.success) throw new Error(`${name} cannot be used. ${says}`);
    return [name, result.output];
  });
  return Object.fromEntries(values) as Config;
};
