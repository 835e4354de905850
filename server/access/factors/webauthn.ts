import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import * as v from 'valibot';
import type { ServedAgency } from '../../agency/store.ts';
import type { Database, Trx } from '../../database/open.ts';
import type { Asked } from './passkey-store.ts';
import {
  addressee,
  countPasskeyUse,
  credentialsOf,
  findPasskey,
  insertChallenge,
  insertPasskey,
  takeChallenge,
} from './passkey-store.ts';

type Served = Pick<ServedAgency, 'id' | 'portalOrigin' | 'card'>;
/** `subject` binds the challenge further: to the sign-in, or to the step-up, that it is for. */
export interface PasskeyQuestion extends Omit<Asked, 'agencyId'> {
  agency: Served;
}

const asked = ({ agency, purpose, loginId, subject }: PasskeyQuestion): Asked => ({
  agencyId: agency.id,
  purpose,
  loginId,
  subject,
});
/** EdDSA, ES256 and RS256: what every device can make. */
const algorithms = [-8, -7, -257];
/** Keys belong to the portal's own host name: no page elsewhere can ask for them. */
const rpIdOf = (agency: Served): string => new URL(agency.portalOrigin).hostname;
const userOf = async (db: Database, loginId: string) => {
  const { email, name } = await addressee(db, loginId);
  return { userID: handleOf(loginId), userName: email, userDisplayName: name };
};
const handleOf = (loginId: string): Buffer<ArrayBuffer> => Buffer.from(loginId);

/** What the browser is asked, as JSON text: to make a key, or to use one. */
export const passkeyOptions = async (db: Database, question: PasskeyQuestion, now: Date): Promise<string> => {
  const { agency, purpose, loginId } = question;
  const credentials = loginId === null ? [] : await credentialsOf(db, loginId);
  const rpID = rpIdOf(agency);
  const options =
    purpose === 'register'
      ? await generateRegistrationOptions({
          rpName: agency.card.name,
          rpID,
          ...(await userOf(db, loginId ?? '')),
          attestationType: 'none',
          supportedAlgorithmIDs: algorithms,
          excludeCredentials: credentials,
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        })
      : await generateAuthenticationOptions({
          rpID,
          allowCredentials: credentials,
          userVerification: 'required',
        });
  await insertChallenge(db, asked(question), options.challenge, now);
  return JSON.stringify(options);
};

/**
 * Whose key answered, if everything about the answer is right. The challenge is spent either way: commit, then refuse.
 */
export const verifyPasskey = async (
  trx: Trx,
  question: PasskeyQuestion & { response: string },
  now: Date,
): Promise<{ loginId: string } | undefined> => {
  const answer = await answerTo(trx, question, now);
  const passkey = answer && (await findPasskey(trx, asked(question), answer.response.id));
  if (!passkey) return undefined;
  // Where nobody was named, the key itself must name the login that it was made for.
  const handle = answer.response.response.userHandle ?? undefined;
  const isNamed = handle === undefined ? question.loginId !== null : handle === userHandle(passkey.login_id);
  if (!isNamed) return undefined;
  const checked = await verifyAuthenticationResponse({
    ...answer,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: Buffer.from(passkey.public_key, 'base64url'),
      counter: passkey.counter,
    },
  }).catch(() => undefined);
  if (!checked?.verified) return undefined;
  const counted = await countPasskeyUse(trx, passkey, checked.authenticationInfo.newCounter, now);
  return counted ? { loginId: passkey.login_id } : undefined;
};

const userHandle = (loginId: string): string => handleOf(loginId).toString('base64url');

/** Keeps the key that the browser made; false when anything about it is wrong, or when it is known already. */
export const keepPasskey = async (
  trx: Trx,
  question: PasskeyQuestion & { loginId: string; response: string; name: string },
  now: Date,
): Promise<boolean> => {
  const answer = await answerTo(trx, question, now);
  const made =
    answer &&
    (await verifyRegistrationResponse({
      ...answer,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }).catch(() => undefined));
  if (!made?.verified) return false;
  const { credential } = made.registrationInfo;
  return insertPasskey(trx, {
    id: credential.id,
    login_id: question.loginId,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: JSON.stringify(credential.transports ?? []),
    name: question.name,
    created_at: now.toISOString(),
    last_used_at: null,
  });
};

const ClientData = v.object({ challenge: v.string(), crossOrigin: v.optional(v.literal(false)) });
/** Only what is read before the library has looked at the rest. */
const Answer = v.looseObject({
  id: v.pipe(v.string(), v.maxLength(1400)),
  response: v.looseObject({ clientDataJSON: v.string(), userHandle: v.nullish(v.string()) }),
});

/** The answer with what it must be measured by, if its challenge is one of ours; the challenge is spent. */
const answerTo = async (trx: Trx, question: PasskeyQuestion & { response: string }, now: Date) => {
  const read = v.safeParse(Answer, fromJson(question.response));
  if (!read.success) return undefined;
  const text = Buffer.from(read.output.response.clientDataJSON, 'base64url').toString();
  const client = v.safeParse(ClientData, fromJson(text));
  if (!client.success) return undefined;
  const { challenge } = client.output;
  if (!(await takeChallenge(trx, asked(question), challenge, now))) return undefined;
  return {
    response: read.output as unknown as AuthenticationResponseJSON & RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: question.agency.portalOrigin,
    expectedRPID: rpIdOf(question.agency),
  };
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
