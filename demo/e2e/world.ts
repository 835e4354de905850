import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { chromium, type Browser, type Page } from 'playwright-core';
import { generate } from 'selfsigned';
import { chromiumArgs, chromiumPath } from './chromium.ts';

export type Site = (request: Request, env: object) => Response | Promise<Response>;

export interface World {
  browser: Browser;
  close(): Promise<void>;
}

const certificateFor = async (names: string[]) => {
  const pair = await generate([{ name: 'commonName', value: 'palier e2e' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  const key = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { key: pair.private, cert: pair.cert, pin: createHash('sha256').update(key).digest('base64') };
};

/**
 * Real sites on real https origins, one per host name, without DNS and without ports in addresses:
 * `cross-site` means to this browser what it means in life. Any other name is not found.
 */
export const openWorld = async (sites: Record<string, Site>): Promise<World> => {
  const names = Object.keys(sites);
  const { key, cert, pin } = await certificateFor(names);

  const listener = getRequestListener((request, env) => {
    const site = sites[new URL(request.url).hostname];
    return site ? site(request, env) : new Response('no such site', { status: 421 });
  });
  const server = createServer({ key, cert }, (request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const rules = [
    ...names.map((name) => `MAP ${name}:443 127.0.0.1:${port}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ];
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: [
      ...chromiumArgs,
      `--host-resolver-rules=${rules.join(',')}`,
      // This one key is trusted; every other certificate error stays an error.
      `--ignore-certificate-errors-spki-list=${pin}`,
    ],
  });

  return {
    browser,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/**
 * Blocks third-party cookies on this page; call it before the page navigates.
 * A test that uses it also sets a plain cross-site cookie and expects that one to be dropped,
 * because nothing else tells whether the blocking works.
 */
export const blockThirdPartyCookies = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true });
};
