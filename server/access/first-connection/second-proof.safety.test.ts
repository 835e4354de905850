import { beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, ask, codeIn, giveSecret } from './testing.ts';

const secret = '246802';

describe.each(engines)('the code that completes a weak secret, on %s', async (engine) => {
  const { ardoise, browser, database, mailed, work } = await openWorld(engine);
  const { db } = database;

  beforeEach(async () => {
    vi.setSystemTime('2026-11-14T08:00:00Z');
    await db.deleteFrom('rate_limit').execute();
    mailed.length = 0;
    return () => vi.useRealTimers();
  });

  const lastCode = async () => {
    await work();
    return codeIn(mailed.at(-1)!);
  };
  const other = (code: string) => (code === '000000' ? '000001' : '000000');
  const begun = async () => {
    const account = await addAccount(db, ardoise, [{ email: `s.${Math.random()}@exemple.fr` }]);
    await giveSecret(db, ardoise, account.id, secret);
    const page = browser({ endpoint: ardoise.portal });
    const json = { path: 'first-connection', identifier: account.identifier, secret };
    await ask(page, '/first-connection', json);
    const prove = (code: string) => ask(page, '/first-connection/proof', { code });
    const again = async () => {
      vi.setSystemTime(Date.now() + 60_000);
      return ask(page, '/first-connection/mail');
    };
    return { prove, again, first: await lastCode() };
  };

  test('is dead after five wrong ones, and the next mail brings one that lives', async () => {
    const { prove, again, first } = await begun();
    for (let turn = 0; turn < 5; turn += 1)
      expect((await prove(other(first))).error?.fields).toEqual({ code: 'wrong' });
    expect((await prove(first)).error?.fields).toEqual({ code: 'expired' });
    expect((await again()).status).toBe(202);
    // Asked for is not yet sent: the dead one stays dead meanwhile.
    expect((await prove(first)).error?.fields).toEqual({ code: 'expired' });
    const second = await lastCode();
    expect((await prove(other(second))).error?.fields).toEqual({ code: 'wrong' });
    expect((await prove(second)).connection?.step).toBe('details');
  });

  test('fifteen are compared in a day, and what more is asked for is « too-many » until tomorrow', async () => {
    const { prove, again, first } = await begun();
    let code = first;
    let wrong = 0;
    for (let mail = 0; mail < 3; mail += 1) {
      if (mail > 0) {
        expect((await again()).status).toBe(202);
        code = await lastCode();
      }
      for (let turn = 0; turn < 8; turn += 1)
        if ((await prove(other(code))).error?.fields?.['code'] === 'wrong') wrong += 1;
    }
    expect(wrong).toBe(15);
    const refused = await again();
    expect(refused.error).toMatchObject({ code: 'too-many' });
    expect((await prove(code)).connection).toBeUndefined();
  });
});
