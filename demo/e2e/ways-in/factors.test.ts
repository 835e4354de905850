import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CDPSession, Page } from 'playwright-core';
import { clientPage, openHouse, portalOf, type House } from '../house.ts';
import { codeIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, field, telephone, type Walk } from './journey.ts';

let house: House;
let postbox: Postbox;
beforeAll(async () => {
  postbox = await openPostbox();
  house = await openHouse(['nacre', 'vauquelin'], {}, { smtpUrl: postbox.url });
});
afterAll(async () => {
  await house.close();
  await postbox.close();
});

const portal = portalOf('nacre');

const confirmsByMail = async (walk: Walk, email: string) => {
  await walk.sees('Confirmez');
  await walk.fills({ 'Code à six chiffres': codeIn(await postbox.nextTo(email, 'code de confirmation')) });
  await walk.presses('Confirmer');
};

const credentialsOf = async (device: CDPSession, authenticatorId: string) =>
  (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/** A device that unlocks by a finger, and keeps its keys: those of this one are given to the next window. */
const giveFinger = async (page: Page, keys: Key[] = []): Promise<() => Promise<Key[]>> => {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  for (const credential of keys) await device.send('WebAuthn.addCredential', { authenticatorId, credential });
  return () => credentialsOf(device, authenticatorId);
};
type Key = Awaited<ReturnType<typeof credentialsOf>>[number];

test('a passkey: added, then one comes in with it, and from the agency’s page too', async () => {
  const ines = house.login('nacre', 'ines.lemoine@courriel.example');
  const walk = await begin(house, 'nacre', { page: `${portal}/mon-acces` });
  const keys = await giveFinger(walk.at);
  await walk.fills({ 'Identifiant ou courriel': ines.email, 'Mot de passe': ines.password });
  await walk.presses('Se connecter');
  await walk.sees('Mon accès');
  await walk.openSection('Clés d’accès');
  await walk.presses('Ajouter une clé d’accès');
  await confirmsByMail(walk, ines.email);
  await walk.fills({ 'Nom de cette clé': 'Téléphone d’Inès' });
  await walk.presses('Créer la clé');
  await walk.sees('Mon accès', 'Clé d’accès ajoutée.', 'Téléphone d’Inès', '1 clé d’accès');
  const notice = await postbox.nextTo(ines.email, 'votre façon de vous connecter a changé');
  expect(notice.text).toContain('Une clé d’accès a été ajoutée');

  await walk.at.goto(`${portal}/`);
  await walk.presses('Me déconnecter');
  await walk.presses('Se connecter avec une clé d’accès');
  await walk.sees('Bonjour Inès Lemoine');
  await walk.presses('Me déconnecter');

  await walk.at.goto(clientPage('nacre'));
  await walk.opens('Se connecter');
  await giveFinger(walk.at, await keys());
  await walk.presses('Se connecter avec une clé d’accès');
  await walk.isIn('Inès Lemoine');

  // It proves what a code by mail proved before. It was used in the window since: an older count would be a copy's.
  await walk.follows(`${portal}/mon-acces#passkeys`);
  await giveFinger(
    walk.at,
    (await keys()).map((key) => ({ ...key, signCount: key.signCount + 2 })),
  );
  await walk.presses('Supprimer la clé « Téléphone d’Inès »');
  await walk.presses('Utiliser ma clé d’accès');
  await walk.sees('Confirmez', '« Supprimer une clé d’accès »');
  await walk.presses('Déverrouiller');
  await walk.sees('Mon accès', 'Clé d’accès supprimée.');
  await walk.ends();
});

test('an application of codes: set up, asked for in the window, and replaced by a code on paper', async () => {
  const { email, password } = house.login('nacre', 'hugo.delmas@courriel.example');
  const walk = await begin(house, 'nacre', { page: `${portal}/mon-acces` });
  await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': password });
  await walk.presses('Se connecter');
  await walk.openSection('Connexion en deux temps');
  await walk.presses('Activer');
  await confirmsByMail(walk, email);
  await walk.at.getByRole('img', { name: /^Code QR/ }).waitFor();
  await walk.sees('Mon accès', 'Ou recopiez cette clé dans l’application :');
  const secret = (await walk.at.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  // The step before: those of now and after are for what follows.
  await walk.fills({ 'Le code que montre l’application': telephone(secret, -1) });
  await walk.presses('Confirmer');
  await walk.sees('Vos codes de secours');
  const [paper = ''] = await walk.at.locator('ol.codes li').allInnerTexts();
  await walk.presses('Je les ai rangés');
  await walk.sees('Mon accès', 'La connexion en deux temps est activée.', 'Activée, 10 codes de secours');
  await walk.at.goto(`${portal}/`);
  await walk.presses('Me déconnecter');

  await walk.at.goto(clientPage('nacre'));
  const signIn = async () => {
    await walk.opens('Se connecter');
    await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': password });
    await walk.presses('Se connecter');
    await walk.sees('Une seconde preuve', 'Je n’ai pas mon téléphone');
  };
  await signIn();
  await walk.fills({ 'Code de votre application': telephone(secret) });
  await walk.presses('Vérifier');
  await walk.isIn('Hugo Delmas');
  await walk.presses('Se déconnecter');

  await signIn();
  await walk.fills({ 'Code de votre application': '000000' });
  await walk.presses('Vérifier');
  await walk.sees('Une seconde preuve', 'Ce code n’est pas le bon, ou il a déjà servi.');
  await walk.presses('Je n’ai pas mon téléphone');
  await walk.sees('Une seconde preuve', 'Plus de téléphone ni de code de secours ?');
  await walk.fills({ 'Un de vos codes de secours': paper });
  await walk.presses('Vérifier');
  await walk.isIn('Hugo Delmas');
  await walk.ends();
});

test('an agent who arrives sets up their application before the desk opens', async () => {
  const { email, password } = house.login('vauquelin', 'marc.tissot@cabinet-vauquelin.example');
  const walk = await begin(house, 'vauquelin', { page: `${portalOf('vauquelin')}/bureau` });
  await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': password });
  await walk.presses('Se connecter');
  await walk.sees('Protégez votre accès d’agent', 'Ou recopiez cette clé dans l’application :');
  const secret = (await walk.at.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await walk.fills({ 'Le code que montre l’application': '000000' });
  await walk.presses('Confirmer');
  await walk.sees('Protégez votre accès d’agent', /Ce code n’est pas le bon/);
  await walk.fills({ 'Le code que montre l’application': telephone(secret) });
  await walk.presses('Confirmer');
  await walk.sees('Vos codes de secours');
  expect(await walk.at.locator('ol.codes li').count()).toBe(10);
  await walk.presses('Je les ai rangés');
  await walk.sees('Demandes', 'Aucune demande en attente.');
  expect(await field(walk.at, 'Mot de passe').count()).toBe(0);
  await walk.ends();
});
