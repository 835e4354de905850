import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import type { Browser } from '../../testing/browser.ts';
import { json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { at, fiveWrong, hour, minute, openContact, refused, start } from './testing.ts';

const day = 24 * hour;

describe.each(engines)('a telephone on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database, signedIn, mailed, texted } = world;
  const { db } = database;
  const contact = await openContact(world);
  const { workAll, overview } = contact;

  beforeEach(contact.clean);
  afterEach(() => vi.useRealTimers());

  const number = '06 12 34 56 78';
  const add = async (page: Browser, over: object = {}) => {
    const stepUp = await proven(world, page, { kind: 'change-phone', phone: '+33612345678' });
    return page.send('/v1/access/phone', { json: { phone: number, stepUp, ...over } });
  };
  const textedCode = () => /\d{6}/.exec(texted.at(-1)?.text ?? '')?.[0] ?? '';
  const give = (page: Browser, code: string) => page.send('/v1/access/phone/code', { json: { code } });
  /** Confirmed by the mailbox alone. */
  const addByMail = async (page: Browser, phone = number) => {
    const action = { kind: 'change-phone', phone };
    const asked = await json<{ id: string }>(
      page.send('/v1/step-ups', { json: { action, channel: 'email' } }),
    );
    await workAll();
    const code = /\b\d{6}\b/.exec(mailed.at(-1)?.text ?? '')?.[0] ?? '';
    await json(page.send(`/v1/step-ups/${asked.id}/code`, { json: { code } }));
    const answer = await page.send('/v1/access/phone', { json: { phone, stepUp: asked.id } });
    await workAll();
    return answer;
  };

  test('is verified by the code that it receives, and confirms something from tomorrow on', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await addByMail(page)).status).toBe(202);
    expect(mailed[0]?.text).toContain('Enregistrer le numéro de téléphone 06 12 34 56 78');
    expect(texted.map(({ to }) => to)).toEqual(['+33612345678']);
    expect((await overview(page)).phone).toBeNull();
    at(5 * minute);
    expect((await give(page, textedCode())).status).toBe(200);
    const { phone, channels } = await overview(page);
    expect(phone).toEqual({
      masked: '06 •• •• •• 78',
      signsFrom: new Date(start + 5 * minute + day).toISOString(),
    });
    expect(channels.map(({ channel }) => channel)).toEqual(['email']);
    await workAll();
    expect(mailed.at(-1)?.text).toContain('Un numéro de téléphone a été enregistré');
    at(5 * minute + day);
    const later = await overview(await signedIn(ardoise, 'marie'));
    expect(later.channels.map(({ channel }) => channel)).toEqual(['sms', 'email']);
  });

  test('that a stronger proof brought confirms at once', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await add(page)).status).toBe(202); // `proven` stands for an application of codes
    await workAll();
    expect((await give(page, textedCode())).status).toBe(200);
    expect((await overview(page)).channels.map(({ channel }) => channel)).toEqual(['sms', 'email']);
  });

  test('is the one that was confirmed, however it is written, and no other', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect(await refused(await add(page, { phone: '06 12 34 56 79' }))).toBe('step-up');
    expect((await add(page, { phone: '+33 (0)6.12.34.56.78' })).status).toBe(202);
    expect(await refused(await add(page, { phone: '02 40 00 00 00' }))).toEqual({ phone: 'not-a-mobile' });
  });

  test('is not kept for a wrong code: five tries, ten minutes', async () => {
    const page = await signedIn(ardoise, 'marie');
    await add(page);
    await workAll();
    const right = textedCode();
    const wrong = right === '000000' ? '000001' : '000000';
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await refused(await give(page, wrong)));
    expect(answers).toEqual(fiveWrong);
    expect(await refused(await give(page, right))).toEqual({ code: 'expired' });
    // Another message, another code.
    expect((await page.send('/v1/access/phone/message', { method: 'POST' })).status).toBe(202);
    await workAll();
    at(10 * minute);
    expect(await refused(await give(page, textedCode()))).toEqual({ code: 'expired' });
    expect((await overview(page)).phone).toBeNull();
  });

  test('is taken away with a proof, and its owner is told', async () => {
    const page = await signedIn(ardoise, 'marie');
    await add(page);
    await workAll();
    await give(page, textedCode());
    await workAll();
    const remove = (stepUp: string) => page.send('/v1/access/phone', { method: 'DELETE', json: { stepUp } });
    expect((await remove('none')).status).toBe(403);
    expect((await remove(await proven(world, page, { kind: 'remove-phone' }))).status).toBe(200);
    expect((await overview(page)).phone).toBeNull();
    await workAll();
    expect(mailed.at(-1)?.text).toContain('Votre numéro de téléphone a été supprimé');
  });

  test('costs six messages a day at most', async () => {
    const page = await signedIn(ardoise, 'marie');
    await add(page);
    const again = () => page.send('/v1/access/phone/message', { method: 'POST' });
    for (let n = 0; n < 5; n += 1) expect((await again()).status).toBe(202);
    expect((await again()).status).toBe(429);
  });

  test('a number that the provider cannot write to is let go, one that it may is tried again', async () => {
    const page = await signedIn(ardoise, 'marie');
    const left = () => db.selectFrom('outbox').select('kind').where('done_at', 'is', null).execute();
    for (const [permanent, kept] of [
      [true, 0],
      [false, 1],
    ] as const) {
      await add(page);
      const failing = {
        send: () => Promise.reject(Object.assign(new Error('no'), { code: '400', permanent })),
      };
      await world.work(undefined, failing);
      expect(await left(), String(permanent)).toHaveLength(kept);
    }
  });
});

test.each(engines)('without an SMS provider no number is asked for on %s', async (engine) => {
  const world = await openWorld(engine, { phoneOffered: false });
  const { ardoise, database } = world;
  await database.db
    .updateTable('login')
    .set({ phone: '+33612345678', phone_signs_from: '2020' })
    .where('id', '=', ardoise.logins.marie)
    .execute();
  const page = await world.signedIn(ardoise, 'marie');
  const { overview } = await openContact(world);
  const shown = await overview(page);
  expect(shown.phoneOffered).toBe(false);
  expect(shown.channels.map(({ channel }) => channel)).toEqual(['email']);
  const add = await page.send('/v1/access/phone', { json: { phone: '06 12 34 56 78', stepUp: '' } });
  expect(add.status).toBe(404);
});
