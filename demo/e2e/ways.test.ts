import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { start } from '../../server/main.ts';
import { readDemoAgency } from '../agencies.ts';
import { codePage } from '../codes.ts';
import { homePage } from '../home.ts';
import { prepareAgency } from '../prepare.ts';
import { demoSites } from '../sites.ts';
import { drawWay, readyWays } from '../ways.ts';

// No browser: what the demo tells people to type is typed, and each way answers as it says.
const stateFolder = mkdtempSync(join(tmpdir(), 'palier-ways-'));
const filesFolder = join(stateFolder, 'files');
const palier = await start(
  readConfig({
    DATABASE_URL: join(stateFolder, 'palier.db'),
    FILES_FOLDER: filesFolder,
    LOG_LEVEL: 'error',
  }),
  { mailer: { send: async () => {} }, sms: { send: async () => {} } },
);
afterAll(async () => {
  await palier.stop();
  rmSync(stateFolder, { recursive: true });
});

const agencies = demoSites(4000).map(readDemoAgency);
const prepare = async () => {
  for (const agency of agencies)
    await prepareAgency(agency, { database: palier.database, stateFolder, filesFolder, say: () => {} });
  const ready = agencies.map(async (agency) => ({
    ...agency,
    ready: await readyWays(palier.database, stateFolder, agency),
  }));
  return Promise.all(ready);
};
const house = await prepare();
const each = house.flatMap((agency) => agency.ready.map((way) => ({ agency, way })));

const post = async (origin: string, path: string, json: unknown, cookie = '') => {
  const request = new Request(`${origin}/v1/${path}`, {
    method: 'POST',
    body: JSON.stringify(json),
    headers: {
      'Content-Type': 'application/json',
      'X-Palier-Client': '1',
      host: new URL(origin).host,
      origin,
      cookie,
    },
  });
  const response = await palier.fetch(request);
  const handed = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  const body = (await response.json()) as { connection: { step: string; secondProof: unknown } | null };
  return { status: response.status, connection: body.connection, cookie: handed.join('; ') };
};

test.each(each.map((one) => [one.agency.site.slug, one.way.id, one] as const))(
  '%s, %s',
  async (_slug, _id, { agency, way }) => {
    const { portalOrigin } = agency.site;
    const { identifier, secret, holders } = way;
    const path = way.way ?? agency.settings.waysIn?.[0];
    expect(agency.settings.waysIn).toContain(path);
    if (path === 'tenant-registration') {
      const [holder] = holders;
      if (!holder) throw new Error(`nobody holds ${identifier}`);
      const { lastName, firstName, postcode, email } = holder;
      const typed = { identifier, lastName, firstName, postcode, phone: '', email: way.email ?? email };
      const { connection } = await post(portalOrigin, 'registrations', {
        ...typed,
        password: 'Un-mot-de-passe-86',
      });
      expect(connection?.step).toBe('confirm');
      return;
    }
    for (const { code, email, lastName, postcode } of holders) {
      const begun = await post(portalOrigin, 'first-connection', { path, identifier, secret: code });
      if (secret === 'letter') {
        expect(begun.connection).toMatchObject({ step: 'details' });
        continue;
      }
      const known = holders.some((holder) => holder.email !== '');
      expect(begun.connection).toMatchObject({
        step: 'second-proof',
        secondProof: { kind: known ? 'mailed-code' : 'paper' },
      });
      if (email === '' && !known) {
        const proof = await post(
          portalOrigin,
          'first-connection/proof',
          { lastName, postcode },
          begun.cookie,
        );
        expect(proof.connection).toMatchObject({ step: 'details' });
      }
      return;
    }
  },
);

test('letters are drawn, and the pages show every code that is to be typed', async () => {
  for (const { agency, way } of each) {
    const pdf = await drawWay(palier.database, stateFolder, agency, way.id);
    expect(pdf === undefined, way.id).toBe(way.secret !== 'letter');
  }
  const page = await homePage(house, 0, 0).text();
  for (const { way } of each) {
    expect(page).toContain(way.identifier);
    for (const { code } of way.holders) if (code) expect(page).toContain(code);
  }
  const codes = codePage(agencies, '/codes', new Date());
  expect((await codes?.text())?.match(/>\d{6}</g)).toHaveLength(4);
  const pasted = await codePage(agencies, '/codes', new Date(), 'jbux izle mfrw g2lf')?.text();
  expect(pasted?.match(/>\d{6}</g)).toHaveLength(5);
  for (const none of ['jbux', '<script>']) {
    const page = await codePage(agencies, '/codes', new Date(), none)?.text();
    expect(page).toContain('Ce n’est pas une clé');
    expect(page).not.toContain('<script>');
  }
});

test('a second start gives the same codes', async () => {
  const again = await prepare();
  expect(again.map(({ ready }) => ready)).toEqual(house.map(({ ready }) => ready));
});
