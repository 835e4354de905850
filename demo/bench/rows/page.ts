import { build } from 'vite';
import { brotliCompressSync } from 'node:zlib';
import { openHouse, portalOf, siteOf, type House } from '../../e2e/house.ts';
import type { Outcome } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { interleave, median, spreadOf } from '../stats.ts';

const portal = portalOf('vauquelin');
const statics = 'https://statics.vauquelin.test';
const resident = 'helene.charvet@courriel.example';

/** What a page shows when it is ready, looked at before each frame. */
const ready = {
  empty: `document.querySelector('bench-empty')?.shadowRoot?.querySelector('p')`,
  login: `document.querySelector('palier-login button[type=submit], palier-login button')?.checkVisibility()`,
  balance: `document.querySelector('palier-balance')?.shadowRoot?.querySelector('.amount')`,
};
type Shown = keyof typeof ready;

const body: Record<Shown, string> = {
  empty: `<bench-empty></bench-empty><script type="module" src="${statics}/empty.js"></script>`,
  login: `<palier-login></palier-login>`,
  balance: `<palier-balance></palier-balance>`,
};

/** The default snippet of the documentation, alone on a page. */
const pageOf = (shown: Shown): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${shown}</title>
<link rel="preconnect" href="${shown === 'empty' ? statics : portal}" crossorigin>
<style>palier-login:not(:defined){display:block;min-block-size:22em}
palier-balance:not(:defined){display:block;min-block-size:9em}
bench-empty{display:block;min-block-size:9em}</style></head><body>
${body[shown]}
${shown === 'empty' ? '' : `<script type="module" data-agency="vauquelin" src="${portal}/v1/palier.js"></script>`}
</body></html>`;

/** An element with nothing in it, built as ours are: what Lit itself and the network cost. */
const emptyElement = async (): Promise<Buffer> => {
  const code = `import { LitElement, html } from 'lit';
customElements.define('bench-empty', class extends LitElement { render() { return html\`<p>vide</p>\`; } });`;
  const name = '\0empty';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'empty',
        resolveId: (id) => (id === 'empty' ? name : null),
        load: (id) => (id === name ? code : null),
      },
    ],
    build: { write: false, target: 'es2022', rollupOptions: { input: 'empty' } },
  });
  const [output] = [result].flat();
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('the empty element was not built');
  return brotliCompressSync(chunk.code);
};

export const pageRows = async ({ rounds }: Sizes): Promise<Outcome[]> => {
  const script = await emptyElement();
  const headers = {
    'content-type': 'text/javascript',
    'content-encoding': 'br',
    'access-control-allow-origin': '*',
  };
  const house = await openHouse(['vauquelin'], {
    [new URL(statics).host]: () => new Response(new Uint8Array(script), { headers }),
  });
  try {
    for (const shown of ['empty', 'login', 'balance'] as const)
      house.pages.set(`${siteOf('vauquelin')}/bench-${shown}`, () => {
        return new Response(pageOf(shown), { headers: { 'content-type': 'text/html; charset=utf-8' } });
      });
    const state = await signedInState(house);
    const taken = await interleave(rounds, {
      empty: () => visit(house, 'empty'),
      login: () => visit(house, 'login'),
      balance: () => visit(house, 'balance', state),
    });
    const row = (shown: 'login' | 'balance', what: string, goal: number): Outcome[] => {
      const ratios = taken.map((round) => round[shown].ms / round.empty.ms);
      const typical = (of: Shown) => median(taken.map((round) => round[of].ms)).toFixed(0);
      return [
        {
          what,
          limit: 'empty Lit element, slow 4G, CPU 4×',
          figure: median(ratios),
          spread: spreadOf(ratios),
          goal: { at: 'most', figure: goal },
          from: `${typical(shown)} ms, empty ${typical('empty')} ms`,
        },
        {
          what: `${what}: layout shift`,
          limit: '–',
          figure: Math.max(...taken.map((round) => round[shown].shift)),
          goal: { at: 'most', figure: 0.01 },
        },
      ];
    };
    return [
      ...row('login', 'page: login usable', 1.15),
      ...row('balance', 'page: balance shown, signed in', 1.2),
    ];
  } finally {
    await house.close();
  }
};

type State = Awaited<ReturnType<Awaited<ReturnType<House['visitor']>>['context']['storageState']>>;

const signedInState = async (house: House): Promise<State> => {
  const { context, page } = await house.visitor();
  await page.goto(`${portal}/`);
  await page.getByLabel('Identifiant ou courriel').fill(resident);
  await page.getByLabel('Mot de passe', { exact: true }).fill(house.login('vauquelin', resident).password);
  const opened = page.waitForResponse((response) => response.url().startsWith(`${portal}/v1/session`));
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await opened;
  const state = await context.storageState();
  await context.close();
  return state;
};

/** One cold visit on a slow phone: until it is ready, and what moved meanwhile. */
const visit = async (house: House, shown: Shown, state?: State): Promise<{ ms: number; shift: number }> => {
  const { context, page } = await house.visitor({
    viewport: { width: 412, height: 823 },
    ...(state && { storageState: state }),
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562.5,
    downloadThroughput: 180_000,
    uploadThroughput: 84_375,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(`
    globalThis.__shift = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.__shift += value; })
      .observe({ type: 'layout-shift', buffered: true });
    const look = () => { if (${ready[shown]}) globalThis.__ready = performance.now(); else requestAnimationFrame(look); };
    requestAnimationFrame(look);`);
  await page.goto(`${siteOf('vauquelin')}/bench-${shown}`, { timeout: 30_000 });
  const ms = await page.waitForFunction('globalThis.__ready', undefined, { timeout: 30_000 });
  const answer = {
    ms: Number(await ms.jsonValue()),
    shift: Number(await page.evaluate('globalThis.__shift')),
  };
  await context.close();
  return answer;
};
