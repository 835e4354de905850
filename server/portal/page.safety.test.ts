import { describe, expect, test } from 'vitest';
import { openWorld } from '../testing/world.ts';
import type { Agency } from '../agency/contract.ts';
import { aboutPage, missingPage, portalPage, portalStyles } from './page.ts';

const { ardoise, browser } = await openWorld('sqlite');

describe.each(['/', '/connexion', '/nouveau-mot-de-passe', '/a-propos', '/nulle-part'])('%s', (path) => {
  test('runs our own script alone, in no frame, and tells nobody where it was', async () => {
    const { headers } = await browser({ endpoint: ardoise.portal }).send(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    // Only the page that a popup shows may be reached by who opened it.
    expect(headers.get('cross-origin-opener-policy')).toBe(
      path === '/connexion' ? 'unsafe-none' : 'same-origin',
    );
  });

  test('holds no inline script or style, which its policy would refuse', async () => {
    const html = await (await browser({ endpoint: ardoise.portal }).send(path)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
  });
});

const hostile = `</title><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
const agency: Agency = {
  slug: 'hostile',
  name: hostile,
  address: [hostile],
  phone: hostile,
  email: hostile,
  hours: [hostile],
  website: hostile,
  portalUrl: 'https://espace.hostile.test',
  signIn: 'one-step',
  passwordPolicy: { minLength: 12, kinds: 1 },
  identifierHint: hostile,
  identifierPlace: null,
  waysIn: ['first-connection'],
  accent: null,
  onAccent: null,
};

test('what an agency wrote is text, wherever it stands', () => {
  for (const html of [
    portalPage(agency, 'space'),
    portalPage(agency, 'sign-in'),
    portalPage(agency, 'new-password'),
    aboutPage(agency, hostile),
    missingPage(agency),
  ]) {
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script>|<img/);
    // A way out leads to a page, never to code.
    expect(html).not.toContain('class="site"');
  }
});

test.each([
  ['#0a7', true],
  ['#00aa77ff', true],
  ['rebeccapurple', true],
  ['oklch(50% 0.1 200 / 0.5)', true],
  ['red; } body { display: none', false],
  ['url(https://evil.example)', false],
  ['var(--x)', false],
  ['rgb(0,0,0);}', false],
  ['expression(alert(1))', false],
  ['</style>', false],
  ['#12', false],
])('%j as a colour: %s', (accent, expected) => {
  expect(portalStyles({ ...agency, accent }).includes(accent)).toBe(expected);
});

test('every page begins alike, and leads back to the agency’s website', () => {
  const own = { ...agency, name: 'Agence du Port', website: 'https://www.port.test/' };
  const headerOf = (html: string) => /<header>[^]*<\/header>/.exec(html)?.[0];
  const headers = [
    portalPage(own, 'space'),
    portalPage(own, 'sign-in'),
    portalPage(own, 'new-password'),
    aboutPage(own, '1.0.0'),
    missingPage(own),
  ].map(headerOf);
  expect(new Set(headers).size).toBe(1);
  expect(headers[0]).toContain('<a class="site" href="https://www.port.test/">');
});

test('the telephone and the e-mail address are links, on one line each', () => {
  const html = aboutPage({ ...agency, phone: '02 40 00 00 00', email: 'contact@port.test' }, '1.0.0');
  expect(html).toContain('<a href="tel:0240000000">02\u00a040\u00a000\u00a000\u00a000</a>');
  expect(html).toContain('<a href="mailto:contact@port.test">contact@port.test</a>');
});
