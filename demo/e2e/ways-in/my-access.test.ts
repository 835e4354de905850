import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, portalOf, type House } from '../house.ts';
import { press } from '../keyboard.ts';
import { codeIn, linkIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, twice, type Walk } from './journey.ts';

let house: House;
let postbox: Postbox;
beforeAll(async () => {
  postbox = await openPostbox();
  house = await openHouse(['nacre'], {}, { smtpUrl: postbox.url });
});
afterAll(async () => {
  await house.close();
  await postbox.close();
});

const portal = portalOf('nacre');
const ines = () => house.login('nacre', 'ines.lemoine@courriel.example');
const hugo = () => house.login('nacre', 'hugo.delmas@courriel.example');

/** Signed in at the portal, on « Mon accès ». */
const atMyAccess = async (person: { email: string; password: string }): Promise<Walk> => {
  const walk = await begin(house, 'nacre', { page: `${portal}/` });
  await walk.signsIn(person);
  await press(walk.at, walk.at.getByRole('link', { name: 'Mon accès' }));
  await walk.sees('Mon accès');
  return walk;
};

/** « Confirmez », with the code of the mailbox; what is confirmed stands on the screen and in the mail. */
const confirms = async (walk: Walk, email: string, says: string) => {
  await walk.sees('Confirmez', `« ${says} »`);
  const letter = await postbox.nextTo(email, 'votre code de confirmation');
  expect(letter.text?.replaceAll(/\s+/g, ' ')).toContain(says);
  await walk.fills({ 'Code à six chiffres': codeIn(letter) });
  await walk.presses('Confirmer');
};

test('the password: a code by mail, the former one, the new one; the other browser is out', async () => {
  const other = await begin(house, 'nacre', { page: `${portal}/` });
  await other.signsIn(hugo());
  await other.sees('Bonjour Hugo Delmas');
  const walk = await atMyAccess(hugo());
  await walk.openSection('Mot de passe');
  await walk.presses('Changer mon mot de passe');
  await confirms(walk, hugo().email, 'Changer votre mot de passe');
  await walk.fills({ 'Mot de passe actuel': 'pas le bon du tout', ...twice('jonquille-traversin-lac') });
  await walk.presses('Changer mon mot de passe');
  await walk.sees('Mon accès', 'Ce n’est pas votre mot de passe actuel.');
  await walk.fills({ 'Mot de passe actuel': hugo().password });
  await walk.presses('Changer mon mot de passe');
  await walk.sees('Mon accès', 'Mot de passe changé. Vos autres appareils sont déconnectés.');
  await other.at.reload();
  await other.at.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
  await postbox.nextTo(hugo().email, 'mot de passe');
  await other.ends();
  await walk.ends();
});

test('the address: confirmed at the new one, told to the former one, undone from there', async () => {
  const { email, password } = house.login('nacre', 'gael.prigent@courriel.example');
  const next = 'gael@prigent.example';
  const walk = await atMyAccess({ email, password });
  await walk.openSection('Adresse de courriel');
  await walk.fills({ 'Nouvelle adresse de courriel': next });
  await walk.presses('Changer d’adresse');
  await confirms(walk, email, `Remplacer votre adresse de courriel par ${next}`);
  await walk.sees('Mon accès', `${email} ; ${next} attend votre confirmation`);
  const asked = await postbox.nextTo(next, 'confirmez votre nouvelle adresse');
  await walk.follows(linkIn(asked));
  await walk.sees('Confirmer votre nouvelle adresse', `${next} deviendra l’adresse de votre accès.`);
  await walk.presses('Confirmer cette adresse');
  await walk.sees('Adresse confirmée');

  const notice = await postbox.nextTo(email, 'a été remplacée');
  const undo = linkIn(notice);
  expect(undo).toMatch(new RegExp(`^${portal}/changement-adresse#annuler=`));
  const owner = await begin(house, 'nacre', { page: `${portal}/` });
  await owner.follows(undo);
  await owner.sees('Annuler le changement d’adresse');
  await owner.presses('Annuler le changement d’adresse');
  await owner.sees('Le changement est annulé', /Un courriel vient d’y partir/);
  await walk.at.goto(`${portal}/`);
  await walk.at.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
  await owner.follows(linkIn(await postbox.nextTo(email, 'mot de passe')));
  await owner.sees('Votre nouveau mot de passe');
  await owner.fills(twice('jonquille-traversin-lac'));
  await owner.presses('Enregistrer ce mot de passe');
  await owner.sees('Mot de passe enregistré');
  await owner.signsIn({ email, password: 'jonquille-traversin-lac' });
  await owner.sees('Bonjour Gaël Prigent');
  await owner.ends();
  await walk.ends();
});

test('an identifier of one’s own; a telephone, whose code comes by SMS', async () => {
  const walk = await atMyAccess(ines());
  await walk.openSection('Identifiant choisi');
  await walk.fills({ 'Identifiant facile à retenir': 'ines du 11' });
  await walk.presses('Enregistrer');
  await walk.sees('Mon accès', 'De 4 à 40 lettres, chiffres, points ou tirets, sans espace.');
  await walk.fills({ 'Identifiant facile à retenir': 'ines.lemoine' });
  await walk.presses('Enregistrer');
  await walk.sees('Mon accès', 'Vous entrez aussi avec « ines.lemoine ».');

  await walk.openSection('Téléphone');
  await walk.fills({ 'Numéro de mobile': '06 39 98 50 23' });
  await walk.presses('Continuer');
  await confirms(walk, ines().email, 'Enregistrer le numéro de téléphone 06 39 98 50 23');
  await walk.at.getByText(/Code reçu par SMS/).waitFor();
  await expect.poll(() => house.texts.length).toBe(1);
  const [sms] = house.texts;
  expect(sms?.to).toBe('+262639985023');
  await walk.fills({
    'Code reçu par SMS au 06 39 98 50 23': /Code (\d{6})/.exec(sms?.text ?? '')?.[1] ?? '',
  });
  await walk.presses('Confirmer');
  await walk.sees('Mon accès', 'Numéro enregistré.', /pour les codes à partir du/);
  await walk.ends();
});

test('sessions elsewhere: one is ended, then all the others', async () => {
  const others: Walk[] = [];
  for (let count = 0; count < 3; count += 1) {
    const other = await begin(house, 'nacre', { page: `${portal}/` });
    await other.signsIn({ ...ines(), email: 'ines.lemoine' });
    await other.at.getByRole('heading', { name: 'Bonjour Inès Lemoine' }).waitFor();
    others.push(other);
  }
  const walk = await atMyAccess(ines());
  await walk.openSection('Mes connexions');
  const end = walk.at.getByRole('button', { name: /^Déconnecter (?!tous)/ });
  await expect.poll(() => end.count()).toBeGreaterThanOrEqual(others.length);
  const before = await end.count();
  await press(walk.at, end.first());
  await expect.poll(() => end.count()).toBe(before - 1);
  await walk.presses('Déconnecter tous les autres appareils');
  await expect.poll(() => end.count()).toBe(0);
  await walk.sees('Mon accès', 'Cet appareil');
  for (const other of others) {
    await other.at.reload();
    await other.at.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
    await other.ends();
  }
  await walk.ends();
});
