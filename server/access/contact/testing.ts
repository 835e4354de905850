import { parse } from 'valibot';
import { expect, vi } from 'vitest';
import type { Browser } from '../../testing/browser.ts';
import { json, proven } from '../../testing/second-factor.ts';
import type { World } from '../../testing/world.ts';
import { AccessOverview } from './contract.ts';

export const start = Date.parse('2026-11-14T10:00:00Z');
export const minute = 60_000;
export const hour = 60 * minute;
export const at = (ms: number) => vi.setSystemTime(start + ms);
/** The address that Marie changes to. */
export const lea = 'lea@exemple.fr';
/** Four wrong codes, and the fifth, which ends it. */
export const fiveWrong = [1, 2, 3, 4, 5].map((n) => ({ code: n < 5 ? 'wrong' : 'expired' }));

/** Why an answer refuses: its fields, or its code. */
export const refused = async (answer: Response): Promise<object | string> => {
  const { error } = (await answer.json()) as { error: { code: string; fields?: object } };
  return error.fields ?? error.code;
};

/** « Mon accès » of Marie, as its tests walk it. */
export const openContact = async (world: World) => {
  const { ardoise, browser, signedIn, mailed, texted } = world;
  const { db } = world.database;
  const marie = ardoise.logins.marie;
  const { password_hash } = await db
    .selectFrom('login')
    .select('password_hash')
    .where('id', '=', marie)
    .executeTakeFirstOrThrow();

  let asker: Browser | undefined;

  /** As it was at first, at ten o'clock. */
  const clean = async () => {
    at(0);
    for (const table of ['email_change', 'phone_check', 'desk_request', 'step_up', 'rate_limit'] as const)
      await db.deleteFrom(table).execute();
    for (const table of ['session', 'totp', 'recovery_code', 'passkey', 'reset_link', 'handoff'] as const)
      await db.deleteFrom(table).execute();
    await db.deleteFrom('outbox').execute();
    asker = undefined;
    const plain = { phone: null, phone_signs_from: null, alias: null, alias_key: null };
    await db.updateTable('login').set(plain).execute();
    const own = { email: 'marie@exemple.fr', password_hash };
    await db.updateTable('login').set(own).where('id', '=', marie).execute();
    mailed.length = 0;
    texted.length = 0;
  };
  const workAll = async () => {
    while ((await world.work()) > 0);
  };
  const anyone = () => browser({ endpoint: ardoise.portal });
  const signIn = (password: string, identifier = 'marie@exemple.fr') =>
    anyone().send('/v1/session', { json: { identifier, password } });
  const mailTo = (to: string) => mailed.findLast((letter) => letter.to === to)?.text ?? '';
  const link = (to: string) => /\/changement-adresse#([\w-]+)\n/.exec(mailTo(to))?.[1] ?? '';
  const undoLink = (to = 'marie@exemple.fr') =>
    /\/changement-adresse#annuler=([\w-]+)\n/.exec(mailTo(to))?.[1] ?? '';

  /** Asks for another address, a fresh proof in hand. */
  const ask = async (page: Browser, email = lea, stepUp?: string) => {
    asker = page;
    const proof = stepUp ?? (await proven(world, page, { kind: 'change-email', email }));
    const answer = await page.send('/v1/access/email', { json: { email, stepUp: proof } });
    await workAll();
    return answer;
  };
  /** Confirmed where it was asked for; the rest is anyone's. */
  const press = async (what: 'link' | 'confirmation' | 'undo', token: string, page?: Browser) => {
    const from = page ?? (what === 'confirmation' ? asker : undefined) ?? anyone();
    const answer = await from.send(`/v1/email-changes/${what}`, { json: { token } });
    await workAll();
    return answer;
  };
  /** Done, by the link. */
  const changed = async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await ask(page)).status).toBe(202);
    expect((await press('confirmation', link(lea))).status).toBe(200);
    return page;
  };

  return {
    marie,
    clean,
    workAll,
    anyone,
    signIn,
    mailTo,
    link,
    undoLink,
    ask,
    press,
    changed,
    overview: async (page: Browser) => parse(AccessOverview, await json(page.send('/v1/access'))),
    isIn: async (page: Browser) => (await page.send('/v1/balances')).status === 200,
    emailOf: async (loginId = marie) =>
      (await db.selectFrom('login').select('email').where('id', '=', loginId).executeTakeFirst())?.email,
  };
};
