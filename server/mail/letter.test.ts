import { describe, expect, test } from 'vitest';
import type { Agency } from '../agency/contract.ts';
import { writeLetter } from './letter.ts';

const agency: Agency = {
  slug: 'port',
  name: 'Agence & Port',
  address: [],
  phone: '02 40 00 00 00',
  email: 'contact@port.test',
  hours: ['Du lundi au jeudi, 9 h à 12 h 30', 'Le vendredi : jusqu’à 17 h'],
  website: null,
  portalUrl: 'https://espace.port.test',
  signIn: 'one-step',
  passwordPolicy: { minLength: 12, kinds: 1 },
  identifierHint: null,
  identifierPlace: null,
  waysIn: ['first-connection'],
  accent: '#7b1e2e',
  onAccent: '#ffffff',
};
const content = {
  subject: 'Port : votre lien',
  body: [
    'Valable 24 heures : « une fois ».',
    { action: 'Choisir', href: 'https://espace.port.test/a?b&c#24 h' },
  ],
};
const letterOf = (own: Partial<Agency> = {}) => writeLetter({ ...agency, ...own }, content);

describe('a letter', () => {
  test('keeps French signs and units on the line of their word', () => {
    const { subject, text } = letterOf();
    expect(subject).toBe('Port\u00a0: votre lien');
    expect(text).toContain('Valable 24\u00a0heures\u00a0: «\u00a0une fois\u00a0».');
    expect(text).toContain('9\u00a0h à 12\u00a0h\u00a030');
    expect(text, 'addresses stay as they are').toContain('https://espace.port.test/a?b&c#24 h');
  });

  test('says whom to ask, with what the agency gave', () => {
    const foot =
      'Une question\u00a0? Agence & Port, 02\u00a040\u00a000\u00a000\u00a000, du lundi au jeudi, 9\u00a0h';
    expect(letterOf().text).toContain(foot);
    expect(letterOf().html).toContain(foot.replace('&', '&amp;'));
    expect(letterOf({ phone: null, hours: [] }).text).toMatch(/Une question\u00a0\? Agence & Port$/);
  });

  test('shows six digits to copy large, and in plain text as they are', () => {
    const body = ['Recopiez ce code : 012345', 'Le lot 123456 est au 2e étage.'];
    const { html, text } = writeLetter(agency, { subject: 'Port : votre code', body });
    expect(html).toMatch(/ce code\u00a0:<br><strong [^>]*>012345<\/strong><\/p>/);
    expect(html).toContain('Le lot 123456 est');
    expect(text).toContain('Recopiez ce code\u00a0: 012345');
  });

  test('is answered to the agency when it has an address', () => {
    expect(letterOf().replyTo).toBe('contact@port.test');
    expect(letterOf({ email: null })).not.toHaveProperty('replyTo');
  });

  test('has a button in the agency’s colours, or in ours when a mail program would not know them', () => {
    expect(letterOf().html).toContain('background:#7b1e2e;color:#ffffff');
    for (const accent of [null, 'oklch(50% 0.1 200)', '#12345', '#fff;position:fixed'])
      expect(letterOf({ accent }).html).toContain('background:#1c1c1a;color:#fff;');
    expect(letterOf({ onAccent: null }).html).toContain('background:#1c1c1a;color:#fff;');
  });
});
