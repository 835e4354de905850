import { expect, test } from 'vitest';
import { configurationPage } from './config-page.ts';
import { readConfig, settings } from './config.ts';

test('the page of settings says what the code does', async () => {
  await expect(configurationPage()).toMatchFileSnapshot('../docs/configuration.md');
});

test('every setting has its sentence', () => {
  for (const [name, { says }] of Object.entries(settings)) expect(says, name).toMatch(/^\p{Lu}.+\.$/u);
});

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({ DATABASE_URL: '.state/palier.db', PORT: 8787, TRUSTED_PROXIES: 0 });
  expect(readConfig({ PORT: '' }).PORT).toBe(8787);
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['TRUSTED_PROXIES', '11'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'smtp.example'],
  ['SMTP_URL', 'smtp.example:587'],
  ['SMTP_URL', 'https://smtp.example'],
  ['SMTP_URL', 'smtp:secret-of-someone'],
  ['OIDC_ISSUER', 'http://fournisseur.example'],
  ['OIDC_ISSUER', 'fournisseur.example'],
])('%s=%s is refused in a sentence that names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(`${name} cannot be used.`);
  // A secret typed into the wrong variable must not come back.
  expect(() => readConfig({ [name]: value })).not.toThrow(value);
});
