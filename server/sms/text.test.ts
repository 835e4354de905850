import { describe, expect, test } from 'vitest';
import { codeMessage, septets, toGsm } from './text.ts';

const message = {
  agencyName: 'Agence du Port',
  says: 'Remplacer votre adresse de courriel par helene@exemple.fr',
  code: '012345',
  portalOrigin: 'https://espace.agence.fr',
};

describe('signs that every telephone shows', () => {
  test.each([
    // In the alphabet: é è à ù ì ò, and Ç but no ç.
    ['é è à ù ì ò É Ç @ _', 'é è à ù ì ò É Ç @ _'],
    ['ê â î ô û ë ï ç À È', 'e a i o u e i c A E'],
    ['« l’accès » … œuvre', '" l\'accès " ... oeuvre'],
    ['12\u00a0h\u202f30', '12 h 30'],
    ['e\u0301', 'é'],
    ['漢 🐘', '? ?'],
  ])('%s', (text, kept) => {
    expect(toGsm(text)).toBe(kept);
  });
});

describe('a message with a code', () => {
  test('says what it confirms, binds itself to the site, and fits one or two messages', () => {
    const text = codeMessage(message);
    expect(text).toBe(
      'Code 012345 pour : Remplacer votre adresse de courriel par helene@exemple.fr. ' +
        'Ne le donnez à personne. Agence du Port\n\n@espace.agence.fr #012345',
    );
    expect(text).toBe(toGsm(text));
    expect(septets(text)).toBeLessThanOrEqual(306);
    expect(text).not.toMatch(/https?:/);
  });

  test('of a usual action is one message with its last line', () => {
    const text = codeMessage({ ...message, says: 'Changer votre mot de passe' });
    expect(septets(text)).toBeLessThanOrEqual(160);
    expect(text).toMatch(/\n@espace\.agence\.fr #012345$/);
  });

  test('however long: the site gives way first, then what is cut ends in dots', () => {
    const long = codeMessage({ ...message, says: `Remplacer par ${'h'.repeat(200)}@exemple.fr` });
    expect(long).toContain('@exemple.fr. Ne le donnez');
    expect(long).not.toContain('#012345');
    expect(septets(long)).toBeLessThanOrEqual(306);
    const longer = codeMessage({ ...message, says: 'é€'.repeat(400) });
    expect(septets(longer)).toBeLessThanOrEqual(306);
    expect(longer).toMatch(/\.\.\.\. Ne le donnez à personne\. Agence du Port$/);
  });

  test('a portal that browsers cannot be bound to has no last line', () => {
    for (const portalOrigin of ['http://espace.localhost', 'https://espace.agence.fr:8443'])
      expect(codeMessage({ ...message, portalOrigin })).not.toContain('#');
  });
});
