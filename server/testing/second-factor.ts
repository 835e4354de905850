import type { StepUpAction } from '../access/step-up/contract.ts';
import { createStepUp, markProven } from '../access/step-up/store.ts';
import { transaction } from '../database/transaction.ts';
import { Authenticator, totpCode } from './authenticator.ts';
import type { TestAgency } from './agency.ts';
import type { Browser } from './browser.ts';
import type { Who } from './people.ts';
import type { World } from './world.ts';

/** A fresh proof for this action in this browser's sign-in, however it was given. */
export const proven = async (
  { database: { db }, sessions }: World,
  page: Browser,
  action: StepUpAction,
): Promise<string> => {
  const found = await sessions.read(page.cookies.get('__Host-palier')?.value ?? '', 'portal');
  if (!found) throw new Error('nobody is signed in there');
  const who = { loginId: found.person.loginId, signIn: found.session.signIn };
  return transaction(db, async (trx) => {
    const { id } = await createStepUp(trx, who, { action, says: '', channel: 'totp' }, new Date());
    await markProven(trx, id, new Date());
    return id;
  });
};

/** Sets an application of codes up in « Mon accès ». The code of this step is used up by it. */
export const addTotp = async (world: World, page: Browser): Promise<{ secret: string; codes: string[] }> => {
  const stepUp = await proven(world, page, { kind: 'add-totp' });
  const { secret } = await json<{ secret: string }>(page.send('/v1/totp', { json: { stepUp } }));
  const confirmation = page.send('/v1/totp/confirmation', { json: { code: totpCode(secret) } });
  return { secret, ...(await json<{ codes: string[] }>(confirmation)) };
};

/** Adds a passkey in « Mon accès ». */
export const addPasskey = async (
  world: World,
  page: Browser,
  authenticator: Authenticator,
): Promise<void> => {
  const stepUp = await proven(world, page, { kind: 'add-passkey' });
  const { options } = await json<{ options: string }>(
    page.send('/v1/passkeys/options', { json: { stepUp } }),
  );
  await json(page.send('/v1/passkeys', { json: { response: authenticator.create(options), name: '' } }));
};

/** A browser whose password was right and whose second factor is due. */
export const waitingBrowser = async (world: World, agency: TestAgency, who: Who): Promise<Browser> => {
  const browser = world.browser({ endpoint: agency.portal });
  const { id } = await world.sessions.open(
    agency.logins[who],
    'portal',
    { origin: null, device: '', awaits: 'second-factor' },
    new Date(),
  );
  browser.cookies.set('__Host-palier', { value: id, sameSite: 'Lax' });
  return browser;
};

/** The answer, of a request that must succeed. */
export const json = async <T>(sent: Promise<Response>): Promise<T> => {
  const response = await sent;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
