import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import { Authenticator, totpCode } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import { addPasskey, addTotp, json } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { hashSecret } from '../store.ts';
import type { StepUp, StepUpAction, StepUpChannel } from './contract.ts';
import { clearOldStepUps, createStepUp, takeStepUp } from './store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const at = (ms: number) => vi.setSystemTime(start + ms);
const toLea: StepUpAction = { kind: 'change-email', email: 'lea@exemple.fr' };

describe.each(engines)('a fresh proof on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database, signedIn, mailed, texted, work, sessions } = world;
  const { db } = database;
  const marie = ardoise.logins.marie;

  beforeEach(async () => {
    at(0);
    for (const table of ['step_up', 'rate_limit', 'session', 'outbox', 'totp', 'passkey'] as const)
      await db.deleteFrom(table).execute();
    await db.updateTable('login').set({ phone: null, phone_signs_from: null }).execute();
    mailed.length = 0;
    texted.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  const ask = (page: Browser, action: StepUpAction = toLea, channel: StepUpChannel = 'email') =>
    page.send('/v1/step-ups', { json: { action, channel } });
  const begin = async (page: Browser, action?: StepUpAction, channel?: StepUpChannel) => {
    const begun = await json<StepUp>(ask(page, action, channel));
    while ((await work()) > 0);
    return begun;
  };
  const mailedCode = () => /\b\d{6}\b/.exec(mailed.at(-1)?.text ?? '')?.[0] ?? '';
  const prove = (page: Browser, id: string, code: string) =>
    page.send(`/v1/step-ups/${id}/code`, { json: { code } });
  const refused = async (answer: Response) =>
    answer.ok ? undefined : ((await answer.json()) as { error: { fields?: object } }).error.fields;
  const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const signInOf = async (page: Browser) => {
    const found = await sessions.read(page.cookies.get('__Host-palier')?.value ?? '', 'portal');
    return found?.session.signIn ?? '';
  };
  const take = async (page: Browser, id: string, action: StepUpAction = toLea, loginId = marie) => {
    const signIn = await signInOf(page);
    return transaction(db, (trx) => takeStepUp(trx, { id, loginId, signIn, action }, new Date())).catch(
      (error: { code: string }) => error.code,
    );
  };
  const provenFor = async (page: Browser, action = toLea) => {
    const { id } = await begin(page, action);
    expect((await prove(page, id, mailedCode())).status).toBe(200);
    return id;
  };

  test('is a code in a message that says what it confirms, as the screen does', async () => {
    const page = await signedIn(ardoise, 'marie');
    const begun = await begin(page, { kind: 'change-email', email: ' Lea@Exemple.FR ' });
    expect(begun).toMatchObject({
      channel: 'email',
      to: 'm…@exemple.fr',
      says: 'Remplacer votre adresse de courriel par lea@exemple.fr',
      expiresAt: new Date(start + 10 * minute).toISOString(),
      passkey: null,
    });
    expect(mailed.map(({ to }) => to)).toEqual(['marie@exemple.fr']);
    expect(mailed[0]?.text).toContain(begun.says);
    expect(mailed[0]?.html).toContain(begun.says);
    expect((await prove(page, begun.id, mailedCode())).status).toBe(200);
    expect(await take(page, begun.id)).toBe('email');
  });

  test('is kept as a hash of its row, and waits nowhere in clear', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const queued = await db.selectFrom('outbox').select('payload').execute();
    const before = await db.selectFrom('step_up').selectAll().executeTakeFirstOrThrow();
    expect(before.code_hash).toBeNull();
    await work();
    const row = await db.selectFrom('step_up').selectAll().executeTakeFirstOrThrow();
    expect(row.code_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.code_hash).not.toBe(hashSecret(mailedCode()));
    expect(JSON.stringify(row)).not.toContain(mailedCode());
    expect(JSON.stringify(queued)).not.toContain('exemple');
  });

  test('opens exactly what it was made for, once', async () => {
    const page = await signedIn(ardoise, 'marie');
    const id = await provenFor(page);
    for (const other of [
      { kind: 'change-email', email: 'lea@exemple.com' },
      { kind: 'change-password' },
      { kind: 'change-phone', phone: 'lea@exemple.fr' },
    ] as StepUpAction[])
      expect(await take(page, id, other), other.kind).toBe('step-up');
    expect(await take(page, id)).toBe('email');
    expect(await take(page, id)).toBe('step-up');
  });

  test('taken twice at once, opens once', async () => {
    const page = await signedIn(ardoise, 'marie');
    const id = await provenFor(page);
    const taken = await Promise.all([take(page, id), take(page, id), take(page, id)]);
    expect(taken.toSorted()).toEqual(['email', 'step-up', 'step-up']);
  });

  test('opens nothing before it is proven, nor ten minutes after', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { id } = await begin(page);
    expect(await take(page, id)).toBe('step-up');
    at(9 * minute);
    expect((await prove(page, id, mailedCode())).status).toBe(200);
    at(19 * minute);
    expect(await take(page, id)).toBe('step-up');
    at(19 * minute - 1);
    expect(await take(page, id)).toBe('email');
  });

  test('belongs to one sign-in of one login: neither proved nor used in another', async () => {
    const [page, elsewhere, paul] = [
      await signedIn(ardoise, 'marie'),
      await signedIn(ardoise, 'marie'),
      await signedIn(ardoise, 'paul'),
    ];
    const { id } = await begin(page);
    const code = mailedCode();
    for (const other of [elsewhere, paul])
      expect(await refused(await prove(other, id, code))).toEqual({ code: 'expired' });
    expect((await prove(page, id, code)).status).toBe(200);
    expect(await take(elsewhere, id)).toBe('step-up');
    expect(await take(paul, id, toLea, ardoise.logins.paul)).toBe('step-up');
    expect(await take(page, id)).toBe('email');
  });

  test('dies at its fifth wrong code, whatever is typed after', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { id } = await begin(page);
    const code = mailedCode();
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await refused(await prove(page, id, wrongFor(code))));
    expect(answers).toEqual([1, 2, 3, 4, 5].map((n) => ({ code: n < 5 ? 'wrong' : 'expired' })));
    expect(await refused(await prove(page, id, code))).toEqual({ code: 'expired' });
    expect(await take(page, id)).toBe('step-up');
  });

  test('tried many times at once, counts each', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { id } = await begin(page);
    const code = mailedCode();
    await Promise.all(Array.from({ length: 12 }, () => prove(page, id, wrongFor(code))));
    const row = await db.selectFrom('step_up').select('tries').executeTakeFirstOrThrow();
    expect(row.tries).toBe(5);
    expect((await prove(page, id, code)).status).toBe(400);
  });

  test('is good for ten minutes', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { id } = await begin(page);
    at(10 * minute);
    expect(await refused(await prove(page, id, mailedCode()))).toEqual({ code: 'expired' });
  });

  test('asked for too late, nobody is written to', async () => {
    await ask(await signedIn(ardoise, 'marie'));
    at(10 * minute);
    await work();
    expect(mailed).toEqual([]);
  });

  test('gives way to the next, proven or not', async () => {
    const page = await signedIn(ardoise, 'marie');
    const proven = await provenFor(page);
    const { id } = await begin(page);
    const code = mailedCode();
    await begin(page);
    expect(await take(page, proven)).toBe('step-up');
    expect(await refused(await prove(page, id, code))).toEqual({ code: 'expired' });
  });

  test('three codes a day that nobody gives back, from all one’s browsers', async () => {
    const pages = [await signedIn(ardoise, 'marie'), await signedIn(ardoise, 'marie')] as const;
    for (const page of [pages[0], pages[1], pages[0]]) {
      await begin(page);
      vi.setSystemTime(Date.now() + minute);
    }
    const late = await ask(pages[1]);
    expect(late.status).toBe(429);
    expect(late.headers.get('retry-after')).toBe(String((day - 3 * minute) / 1000));
    expect(mailed).toHaveLength(3);
    await db.updateTable('session').set({ expires_at: '2027', ends_at: '2027' }).execute();
    await clearOldStepUps(db, new Date(start + day - 1));
    at(day - 1);
    expect((await ask(pages[1])).status).toBe(429);
    at(day + 1);
    expect((await ask(pages[1])).status).toBe(201);
  });

  test('asked for six times at once, sends three', async () => {
    const asked = { action: toLea, says: '', channel: 'email' } as const;
    const begun = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        transaction(db, (trx) => createStepUp(trx, { loginId: marie, signIn: '1' }, asked, new Date())),
      ),
    );
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('codes that were given back do not count', async () => {
    const page = await signedIn(ardoise, 'marie');
    for (let n = 0; n < 5; n += 1) await provenFor(page);
    expect(mailed).toHaveLength(5);
  });

  describe('by SMS', () => {
    const give = (signsFrom: number) =>
      db
        .updateTable('login')
        .set({ phone: '+33612345678', phone_signs_from: new Date(start + signsFrom).toISOString() })
        .where('id', '=', marie)
        .execute();

    test('goes to a number that was verified a day ago', async () => {
      await give(0);
      const page = await signedIn(ardoise, 'marie');
      const begun = await begin(page, toLea, 'sms');
      expect(begun).toMatchObject({ channel: 'sms', to: '06 •• •• •• 78' });
      expect(mailed).toEqual([]);
      expect(texted.map(({ to }) => to)).toEqual(['+33612345678']);
      expect(texted[0]?.text).toContain(begun.says);
      expect(texted[0]?.text).toMatch(/\n@espace\.ardoise\.test #\d{6}$/);
      const code = /\d{6}/.exec(texted[0]?.text ?? '')?.[0] ?? '';
      expect((await prove(page, begun.id, code)).status).toBe(200);
      expect(await take(page, begun.id)).toBe('sms');
    });

    test('does not go to a number added today, nor where there is none', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect(await refused(await ask(page, toLea, 'sms'))).toEqual({ channel: 'not-available' });
      await give(1);
      expect(await refused(await ask(page, toLea, 'sms'))).toEqual({ channel: 'not-available' });
    });
  });

  test('by an application of codes: each code of it serves once, and so do few guesses', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect(await refused(await ask(page, toLea, 'totp'))).toEqual({ channel: 'not-available' });
    const { secret } = await addTotp(world, page);
    at(minute);
    const begun = await begin(page, toLea, 'totp');
    expect(begun).toMatchObject({ channel: 'totp', to: null });
    const code = totpCode(secret);
    expect(await refused(await prove(page, begun.id, wrongFor(code)))).toEqual({ code: 'wrong' });
    expect((await prove(page, begun.id, code)).status).toBe(200);
    expect(await take(page, begun.id)).toBe('totp');
    const again = await begin(page, toLea, 'totp');
    expect(await refused(await prove(page, again.id, code))).toEqual({ code: 'wrong' });
    // However many proofs are begun, tries are counted over all of them.
    const answers = [];
    for (let n = 0; n < 6; n += 1) {
      const { id } = await begin(page, toLea, 'totp');
      answers.push((await prove(page, id, wrongFor(code))).status);
    }
    expect(answers).toContain(429);
  });

  test('by a passkey: of this proof alone', async () => {
    const page = await signedIn(ardoise, 'marie');
    const authenticator = new Authenticator(ardoise.portal);
    await addPasskey(world, page, authenticator);
    const first = await begin(page, toLea, 'passkey');
    const answerTo = ({ passkey }: StepUp) => authenticator.get(passkey ?? '');
    const show = (id: string, response: string) =>
      page.send(`/v1/step-ups/${id}/passkey`, { json: { response } });
    const stale = answerTo(first);
    const begun = await begin(page, toLea, 'passkey');
    expect(await refused(await show(begun.id, stale))).toEqual({ passkey: 'wrong' });
    expect(await refused(await prove(page, begun.id, '123456'))).toEqual({ code: 'expired' });
    expect((await show(begun.id, answerTo(begun))).status).toBe(200);
    expect(await take(page, begun.id)).toBe('passkey');
  });

  test('is asked for at the portal alone', async () => {
    const page = await signedIn(ardoise, 'marie', { origin: ardoise.site });
    expect((await ask(page)).status).toBe(403);
  });
});
