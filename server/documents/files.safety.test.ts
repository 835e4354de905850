import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import type { Browser } from '../testing/browser.ts';
import type { DocumentName } from '../testing/people.ts';
import { openWorld } from '../testing/world.ts';

const start = Date.parse('2026-11-14T10:00:00Z');

describe.each(engines)('files on %s', async (engine) => {
  const { ardoise, browser, signedIn, database, files } = await openWorld(engine);
  const anyone = () => browser({ endpoint: ardoise.portal });
  const ask = (by: Browser, name: DocumentName) =>
    by.send(`/v1/documents/${ardoise.documents[name]}/ticket`, { method: 'POST' });
  const pathOf = async (by: Browser, name: DocumentName): Promise<string> => {
    const { path } = (await (await ask(by, name)).json()) as { path: string };
    return path;
  };

  beforeEach(async () => {
    vi.setSystemTime(start);
    await database.db.deleteFrom('rate_limit').execute();
  });
  afterEach(() => vi.useRealTimers());

  test('a ticket opens its file for a minute, and says nothing of what it opens', async () => {
    const path = await pathOf(await signedIn(ardoise, 'marie'), 'account-couple');
    expect(path).toMatch(/^\/v1\/files\/[\w-]{27}$/);
    vi.setSystemTime(start + 59_000);
    const response = await anyone().send(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('%PDF-1.4 canari.ardoise.doc-account-couple');
    vi.setSystemTime(start + 60_000);
    expect((await anyone().send(path)).status).toBe(404);
  });

  describe('in a browser', () => {
    const follow = (path: string) =>
      anyone().send(path, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

    test('a link that has expired says so, and lets nothing in', async () => {
      const path = await pathOf(await signedIn(ardoise, 'marie'), 'account-couple');
      vi.setSystemTime(start + 60_000);
      const response = await follow(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.text()).toContain('Ce lien a expiré');
      expect((await anyone().send(path)).headers.get('content-type')).toContain('json');
    });

    test('a file that the disk no longer holds is our fault, said without its name', async () => {
      const id = ardoise.documents['account-couple'];
      const path = await pathOf(await signedIn(ardoise, 'marie'), 'account-couple');
      const { file_hash } = await database.db
        .selectFrom('document')
        .select('file_hash')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const lost = 'f'.repeat(64);
      await database.db.updateTable('document').set({ file_hash: lost }).where('id', '=', id).execute();
      const response = await follow(path);
      const text = await response.text();
      await database.db.updateTable('document').set({ file_hash }).where('id', '=', id).execute();
      expect(response.status).toBe(500);
      expect(text).toContain('Ce document ne peut pas être ouvert');
      expect(text).not.toMatch(/canari|ffff/);
      expect((await follow(path)).headers.get('content-type')).toBe('application/pdf');
    });
  });

  test('a ticket that was not made opens nothing', async () => {
    const path = await pathOf(await signedIn(ardoise, 'marie'), 'agency');
    const ticket = path.slice('/v1/files/'.length);
    const { file_hash } = await database.db
      .selectFrom('document')
      .select('file_hash')
      .executeTakeFirstOrThrow();
    const [row] = await database.db.selectFrom('file_ticket').selectAll().execute();
    const wrong = [
      ticket.slice(1),
      ticket.toLowerCase(),
      `${ticket}%20`,
      row?.ticket_hash ?? '',
      ardoise.documents.agency,
      file_hash,
      `${file_hash.slice(0, 2)}%2F${file_hash}`,
      '..%2F..%2Fpackage.json',
      '%00',
    ];
    for (const each of wrong) {
      const response = await anyone().send(`/v1/files/${each}`);
      expect(response.status, each).toBe(404);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  test('no other address leads to kept files', async () => {
    const { file_hash } = await database.db
      .selectFrom('document')
      .select('file_hash')
      .executeTakeFirstOrThrow();
    const { path } = await files.locate(file_hash);
    const inside = `${file_hash.slice(0, 2)}/${file_hash}`;
    for (const prefix of [
      '/',
      '/v1/',
      '/_/',
      '/0.0.0/',
      '/files/',
      '/v1/files/',
      '/kept/',
      '/_/../../kept/',
      '/_/..%2f..%2fkept/',
      '/0.0.0/%2e%2e/%2e%2e/kept/',
      '/_/..%5c..%5ckept/',
    ]) {
      const response = await anyone().send(prefix + inside);
      expect(await response.text(), prefix).not.toContain('%PDF');
    }
    const whole = await anyone().send(`/_/${encodeURIComponent(path)}`);
    expect(await whole.text()).not.toContain('%PDF');
  });

  const headers = async (name: DocumentName, suffix = '') => {
    const response = await anyone().send((await pathOf(await signedIn(ardoise, 'marie'), name)) + suffix);
    await response.text();
    return Object.fromEntries(response.headers);
  };

  test('a file is saved, not opened, and nothing in it runs', async () => {
    expect(await headers('account-couple')).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''canari.ardoise.doc-account-couple.pdf",
      'content-length': '42',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    const policy = (await headers('account-couple'))['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe-eval|\*/);
  });

  test('a PDF is shown when asked; a page or a drawing never is', async () => {
    expect((await headers('account-couple', '?inline'))['content-disposition']).toMatch(/^inline/);
    for (const name of ['agency-html', 'agency-svg'] as const)
      for (const suffix of ['', '?inline', '?inline=1'])
        expect((await headers(name, suffix))['content-disposition'], name).toMatch(/^attachment/);
  });

  test('a name that holds quotes or ends lines stays a name', async () => {
    const id = ardoise.documents['account-couple'];
    const file_name = 'a";\r\nSet-Cookie: x=1; é.pdf';
    await database.db.updateTable('document').set({ file_name }).where('id', '=', id).execute();
    const found = await headers('account-couple');
    expect(found['content-disposition']).toBe(
      "attachment; filename*=UTF-8''a%22%3B%0D%0ASet-Cookie%3A%20x%3D1%3B%20%C3%A9.pdf",
    );
    expect(found['set-cookie']).toBeUndefined();
  });

  test('one login empties no shelf: sixty in ten minutes, and nobody else is held back', async () => {
    const marie = await signedIn(ardoise, 'marie');
    for (let turn = 0; turn < 60; turn += 1) expect((await ask(marie, 'agency')).status).toBe(201);
    const stopped = await ask(marie, 'agency');
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('retry-after')).toBe('600');
    // A new session does not start again.
    expect((await ask(await signedIn(ardoise, 'marie'), 'agency')).status).toBe(429);
    expect((await ask(await signedIn(ardoise, 'paul'), 'agency')).status).toBe(201);
    vi.setSystemTime(start + 600_000);
    expect((await ask(await signedIn(ardoise, 'marie'), 'agency')).status).toBe(201);
  });

  test('a quota cannot be emptied by asking for what is not there', async () => {
    const marie = await signedIn(ardoise, 'marie');
    const statuses = new Set<number>();
    for (let turn = 0; turn < 61; turn += 1)
      statuses.add((await marie.send(`/v1/documents/${turn}/ticket`, { method: 'POST' })).status);
    expect([...statuses]).toEqual([404, 429]);
  });
});
