import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, portalOf, type House } from '../house.ts';
import { codeIn, linkIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, secretField, twice } from './journey.ts';

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

const password = 'verger-canal-dimanche';

test('printed code, mailed digits, password, home; the agency’s page knows who came', async () => {
  const code = await house.printedCode('nacre', '20248N36');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.sees('Première connexion', 'Étape 1 sur 4');
  // As one types from paper: small letters, spaces, O for 0.
  await walk.fills({ Identifiant: '2o248 n36', [secretField]: code.toLowerCase().replaceAll('-', ' ') });
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel', 'Étape 2 sur 4', /Compte 20248N36/);
  await walk.fills({ Courriel: 'colette.abadie@courriel.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.sees('Regardez votre messagerie', 'Étape 3 sur 4');
  const letter = await postbox.letterTo('colette.abadie@courriel.example', 'confirmez');
  await walk.fills({ 'Les six chiffres': codeIn(letter) });
  await walk.presses('Confirmer');
  await walk.sees('Choisissez votre mot de passe', 'Étape 4 sur 4');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.isIn('Colette Abadie');
  await walk.ends();
});

test('the same by the mailed link, opened in another tab; the window sees it and closes', async () => {
  const code = await house.printedCode('nacre', '20403N21');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '20403N21', [secretField]: code });
  await walk.presses('Continuer');
  await walk.fills({ Courriel: 'philippe.vasseur@courriel.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.sees('Regardez votre messagerie');
  const link = linkIn(await postbox.letterTo('philippe.vasseur@courriel.example', 'confirmez'));
  expect(link).toMatch(new RegExp(`^${portalOf('nacre')}/confirmation#[\\w-]{20,}$`));

  await walk.follows(link);
  await walk.sees('Confirmer votre adresse', /philippe\.vasseur@courriel\.example/);
  expect(walk.at.url()).toBe(`${portalOf('nacre')}/confirmation`);
  await walk.presses('Confirmer mon adresse');
  await walk.sees('Choisissez votre mot de passe');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.sees(/^Bonjour.*Philippe Vasseur/);
  await walk.isIn('Philippe Vasseur');
  expect(house.asked.some(({ url }) => url.href.includes(link.split('#')[1]!))).toBe(false);
  await walk.ends();
});

test('the link opened in another browser asks for the identifier of the letter', async () => {
  const code = await house.printedCode('nacre', '22108N56');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '22108N56', [secretField]: code });
  await walk.presses('Continuer');
  await walk.fills({ Courriel: 'cedric@guerin.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  const link = linkIn(await postbox.letterTo('cedric@guerin.example', 'confirmez'));

  const telephone = await begin(house, 'nacre');
  await telephone.follows(link);
  await telephone.sees('Confirmer votre adresse', /Pour vérifier que ce message vous est bien destiné/);
  await telephone.fills({ Identifiant: '22108N57' });
  await telephone.presses('Confirmer mon adresse');
  await telephone.sees('Confirmer votre adresse', /pas l’identifiant de ce courrier/);
  await telephone.fills({ Identifiant: '22108 n56' });
  await telephone.presses('Confirmer mon adresse');
  await telephone.sees('Choisissez votre mot de passe');
  await telephone.fills(twice(password));
  await telephone.presses('Enregistrer et entrer');
  await telephone.sees(/^Bonjour.*Cédric Guérin/);
  await telephone.ends();
  await walk.ends();
});

test('the letter’s square, photographed, fills in both fields', async () => {
  const code = await house.printedCode('nacre', '20310N70');
  const walk = await begin(house, 'nacre');
  await walk.follows(`${portalOf('nacre')}/premiere-connexion#20310N70.${code}`);
  await walk.sees('Première connexion');
  expect(walk.at.url()).toBe(`${portalOf('nacre')}/premiere-connexion`);
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel', /Compte 20310N70/);
  await walk.ends();
});

test('six digits of the agency’s software, and an address on file: a second code is mailed to it', async () => {
  await house.importSecret('nacre', '20341N87', '381640');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '20341N87', [secretField]: '381640' });
  await walk.presses('Continuer');
  await walk.sees('Une vérification de plus', 'Étape 1 sur 4', /nous venons d’envoyer six chiffres à c/);
  const letter = await postbox.letterTo('chloe.mercoeur@courriel.example', 'code de première connexion');
  expect(letter.text).not.toContain('https://nacre.palier-test.test/confirmation');
  await walk.fills({ 'Les six chiffres reçus': codeIn(letter) });
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel', 'Voici l’adresse que connaît votre agence.', 'Étape 2 sur 3');
  // The mailbox has just been proved: nothing more is mailed to it.
  await walk.presses('Continuer');
  await walk.sees('Choisissez votre mot de passe', 'Étape 3 sur 3');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.isIn('Chloé Mercœur');
  await walk.ends();
});

test('six digits, and no address on file: name and postcode of the same paper', async () => {
  await house.importSecret('nacre', '20527N89', '559803');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '20527N89', [secretField]: '559803' });
  await walk.presses('Continuer');
  await walk.sees('Une vérification de plus', 'recopiez aussi ces deux indications', 'Demander de l’aide');
  await walk.fills({ 'Nom de famille': 'corbinot', 'Code postal': '75011' });
  await walk.presses('Continuer');
  await walk.sees('Une vérification de plus', 'Le nom et le code postal ne correspondent pas à ce courrier.');
  await walk.fills({ 'Nom de famille': 'corbineau' });
  await walk.presses('Continuer');
  await walk.sees(
    'Votre adresse de courriel',
    'Nous n’avons pas d’adresse de courriel sur votre fiche client.',
  );
  await walk.fills({ Courriel: 'denis@corbineau.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo('denis@corbineau.example')) });
  await walk.presses('Confirmer');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.isIn('Denis Corbineau');
  await walk.ends();
});
