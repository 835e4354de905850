import * as v from 'valibot';
import { Person, Role, SecondFactorNeed } from '../contract.ts';
import { isPhone } from '../../values/phone.ts';
import { WayIn } from '../../values/ways-in.ts';

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'));
const needed = (max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(max, 'too-long'));
const email = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'empty'),
  v.maxLength(200, 'too-long'),
  v.email('not-an-email'),
);
const password = v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(256, 'too-long'));
/** Six digits, typed with or without spaces. */
export const SixDigits = v.pipe(
  v.string(),
  v.transform((typed) => typed.replaceAll(/\D/g, '')),
  v.regex(/^\d{6}$/, 'not-six-digits'),
);

/** Begins: identifier and provisional secret, asked together; `join` adds the account to who is signed in. */
export const NewFirstConnection = v.object({
  path: v.picklist(['first-connection', 'create-space']),
  identifier: needed(200),
  secret: needed(256),
  join: v.optional(v.boolean()),
});
export type NewFirstConnection = v.InferOutput<typeof NewFirstConnection>;

/** « Inscription locataire » : the answer is the same whoever asks; the mail tells. */
export const NewRegistration = v.object({
  identifier: needed(200),
  lastName: needed(200),
  firstName: needed(100),
  postcode: needed(20),
  phone: v.union([
    v.pipe(v.string(), v.trim(), v.literal('')),
    v.pipe(text(60), v.check(isPhone, 'not-a-phone')),
  ]),
  email,
  password,
});
export type NewRegistration = v.InferOutput<typeof NewRegistration>;

/** With a weak secret, a second proof in the same step: the mailed code, or what else the paper says. */
export const SecondProof = v.union([
  v.object({ code: SixDigits }),
  v.object({ lastName: needed(200), postcode: needed(20) }),
]);
export type SecondProof = v.InferOutput<typeof SecondProof>;

/** As the agency has them on file; what is empty must be filled in on the path « créez votre espace ». */
export const ContactDetails = v.strictObject({
  civility: v.string(),
  lastName: v.string(),
  firstName: v.string(),
  email: v.string(),
  phone: v.string(),
  address: v.string(),
  postcode: v.string(),
  town: v.string(),
});
export type ContactDetails = v.InferOutput<typeof ContactDetails>;

/** `details` and `password` are sent on the path « créez votre espace » and absent on « première connexion ». */
export const NewDetails = v.object({
  /** Which holder this is, when the account has several. */
  holder: v.optional(v.string()),
  email,
  details: v.optional(
    v.object({
      civility: text(40),
      lastName: needed(200),
      firstName: text(100),
      phone: text(60),
      address: text(300),
      postcode: text(20),
      town: text(100),
    }),
  ),
  password: v.optional(password),
});
export type NewDetails = v.InferOutput<typeof NewDetails>;

export const ConfirmationCode = v.object({ code: SixDigits });
export const ConfirmationToken = v.object({
  token: v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/, 'not-valid')),
});
/** `identifier`, of the letter, where `asksIdentifier` said so. */
export const NewConfirmation = v.object({ ...ConfirmationToken.entries, identifier: v.optional(text(200)) });
export const ChosenPassword = v.object({ password });
/** The password of the login that has the e-mail address already: the account is added to it. */
export const KnownPassword = v.object({ password });

/** Where a first connection stands; kept by a cookie, so that a reload loses nothing. */
export const FirstConnection = v.strictObject({
  path: v.picklist([...WayIn.options, 'invitation']),
  /** What is asked next. `taken`: the address has a login already, whose password is asked. */
  step: v.picklist(['second-proof', 'details', 'taken', 'confirm', 'password']),
  /** The account whose paper was shown; null throughout a registration, which proves nothing yet. */
  account: v.nullable(v.strictObject({ identifier: v.string(), role: Role, label: v.string() })),
  /** Who this may be, when the secret does not say: empty when it does. */
  holders: v.array(v.strictObject({ id: v.string(), name: v.string() })),
  /** How a weak secret is completed: a code mailed to a masked address, or two data of the paper. */
  secondProof: v.nullable(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('mailed-code'), to: v.string() }),
      v.strictObject({ kind: v.literal('paper') }),
    ]),
  ),
  /** What is on file, once identity is proved; null before, and on other paths. `email` empty: none on file. */
  details: v.nullable(ContactDetails),
  /** The address on file whose mailed code completed a weak secret: no mail is sent to it again. */
  provedEmail: v.nullable(v.string()),
  /** The confirmation mail, once there is one. */
  mail: v.nullable(
    v.strictObject({
      to: v.string(),
      /** `refused`: the mail server of that address does not take it. Said only to who proved their identity. */
      state: v.picklist(['waiting', 'sent', 'refused']),
      /** Instant from which another may be asked for; null when there were enough. */
      againFrom: v.nullable(v.string()),
    }),
  ),
});
export type FirstConnection = v.InferOutput<typeof FirstConnection>;

/** One answer for every step: what is asked next, or who is now signed in, or what their second factor must prove. */
export const FirstConnectionAnswer = v.strictObject({
  connection: v.nullable(FirstConnection),
  person: v.nullable(Person),
  awaits: v.exactOptional(SecondFactorNeed),
  /** `GET` only: this browser's first connection goes on in another, where the mailed link was opened. */
  elsewhere: v.exactOptional(v.literal(true)),
});
export type FirstConnectionAnswer = v.InferOutput<typeof FirstConnectionAnswer>;

/** A mailed link, looked at before anything is pressed: it consumes nothing. */
export const ConfirmationState = v.strictObject({
  usable: v.boolean(),
  email: v.nullable(v.string()),
  /** Opened in another browser, at an address that the agency does not know: it may have been mistyped. */
  asksIdentifier: v.boolean(),
});
