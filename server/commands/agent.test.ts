import { afterAll, describe, expect, test, vi } from 'vitest';
import { insertAgent } from '../access/store.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { Authenticator, totpCode } from '../testing/authenticator.ts';
import type { Who } from '../testing/people.ts';
import { addPasskey, addTotp, json } from '../testing/second-factor.ts';
import { openWorld } from '../testing/world.ts';
import { agentResetSecondFactor } from './agent.ts';

const said: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: unknown) => void said.push(String(line)));
afterAll(() => vi.unstubAllEnvs());

describe.each(engines)('a second factor that was lost, on %s', { timeout: 20_000 }, async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, browser, database, mailed, signedIn, work } = world;
  const run = async (...words: string[]) => {
    vi.stubEnv('DATABASE_URL', database.url);
    await agentResetSecondFactor.run(words, {});
  };
  const signIn = async (agency: typeof ardoise, who: Who) => {
    const page = browser({ endpoint: agency.portal });
    const sent = { json: { identifier: `${who}@exemple.fr`, password: agency.password } };
    return { page, answer: await json(page.send('/v1/session', sent)) };
  };

  test.each([
    ['agent', { person: null, awaits: { kind: 'enrol', ways: [] } }, 'Une nouvelle application'],
    ['marie', { person: { email: 'marie@exemple.fr' } }, 'votre mot de passe suffit'],
  ] as const)('is taken away from %s, who is told', async (who, next, told) => {
    const authenticators = {
      here: new Authenticator(ardoise.portal),
      there: new Authenticator(brume.portal),
    };
    const page = await signedIn(ardoise, who);
    const { secret, codes } = await addTotp(world, page);
    await addPasskey(world, page, authenticators.here);
    const twin = await signedIn(brume, who);
    await addTotp(world, twin);
    await addPasskey(world, twin, authenticators.there);
    await work();
    mailed.length = 0;

    await run(ardoise.slug, `  ${who.toUpperCase()}@exemple.fr`);
    expect((await page.send('/v1/balances')).status).toBe(401);
    const { page: again, answer } = await signIn(ardoise, who);
    expect(answer).toMatchObject(next);
    // None of what was taken away opens anything.
    const options = await again.send('/v1/session/passkey/options', { method: 'POST' });
    const asked = (await options.json()) as { options: string };
    const response = authenticators.here.get(asked.options);
    expect((await again.send('/v1/session/passkey', { json: { response } })).status).toBe(400);
    for (const [path, code] of [
      ['totp', totpCode(secret, 1)],
      ['recovery-code', codes[0]],
    ])
      expect((await again.send(`/v1/session/factor/${path}`, { json: { code } })).status).not.toBe(201);
    // Their namesake at the other agency keeps everything.
    expect((await twin.send('/v1/balances')).status).toBe(200);
    expect((await signIn(brume, who)).answer).toMatchObject({ awaits: { kind: 'prove' } });
    await work();
    expect(mailed.map(({ to }) => to)).toEqual([`${who}@exemple.fr`]);
    expect(mailed[0]?.text).toContain(told);
    expect(said.at(-1)).toContain('All their sessions are over');
  });

  test('is owed by a resident from the moment they become an agent', async () => {
    const page = await signedIn(ardoise, 'paul');
    await addPasskey(world, page, new Authenticator(ardoise.portal));
    const become = () =>
      transaction(database.db, (trx) => insertAgent(trx, ardoise.logins.paul, ardoise.id, new Date()));
    await become();
    expect((await page.send('/v1/balances')).status).toBe(401);
    const { answer, page: next } = await signIn(ardoise, 'paul');
    // The key they have, and not a new application that the password alone would bring.
    expect(answer).toEqual({ person: null, awaits: { kind: 'prove', ways: ['passkey'] } });
    expect((await next.send('/v1/session/factor/enrolment', { method: 'POST' })).status).toBe(409);
    // Said twice, it ends nothing more.
    await become();
    expect(await json(next.send('/v1/session'))).toHaveProperty('awaits');
  });

  test('of nobody is said', async () => {
    await expect(run(ardoise.slug, 'nobody@exemple.fr')).rejects.toThrow('Nobody signs in at ardoise');
    await expect(run('nowhere', 'marie@exemple.fr')).rejects.toThrow('There is no agency « nowhere »');
  });
});
