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
