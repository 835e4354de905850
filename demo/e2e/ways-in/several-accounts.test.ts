import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, portalOf, type House, type Slug } from '../house.ts';
import { press, reach } from '../keyboard.ts';
import { codeIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, secretField, twice } from './journey.ts';

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

const passwords: Partial<Record<Slug, string>> = {
  nacre: 'verger-canal-dimanche',
  vauquelin: 'Belledonne-2977',
};

test('« Ajouter un compte », from the agency’s page; then one switch shows one, the other or all', async () => {
  const code = await house.printedCode('nacre', '20465N55');
  const walk = await begin(house, 'nacre');
  await walk.opens('Se connecter');
  const hugo = house.login('nacre', 'hugo.delmas@courriel.example');
  await walk.fills({ 'Identifiant ou courriel': hugo.email, 'Mot de passe': hugo.password });
  await walk.presses('Se connecter');
  await walk.isIn('Hugo Delmas');
  await walk.unfolds('Mon compte');
  // Nothing secret is typed on this page: the portal asks.
  await press(walk.at, walk.at.getByRole('link', { name: 'Ajouter un compte' }));
  await walk.sees('Mon accès', 'Ajouter un compte');
  await walk.presses('Ajouter un compte');
  await walk.sees('Ajouter un compte');
  await walk.fills({ Identifiant: '20465N55', [secretField]: code });
  await walk.presses('Continuer');
  await walk.sees('Mon accès', 'Compte ajouté : le voici avec les autres.', /20465N55/);

  await press(walk.at, walk.at.getByRole('link', { name: 'Revenir à mon espace' }));
  const choice = walk.at.getByLabel('Compte affiché');
  await reach(walk.at, choice);
  expect(await choice.locator('option').allInnerTexts()).toEqual([
    'Tous mes comptes',
    'Copropriétaire · M. Cédric Guérin · 20465N55',
    'Propriétaire bailleur · M. Cédric Guérin · 22108N56',
    'Locataire · M. Hugo Delmas · 51077L32',
  ]);
  await walk.at.keyboard.type('Copro');
  await walk.at
    .getByText('Affichage : Copropriétaire · M. Cédric Guérin · 20465N55.')
    .waitFor({ state: 'attached' });
  await walk.sees(/^Bonjour/);
  await walk.ends();
});

test('a couple: each has their own letter and their own access, and both see the one account', async () => {
  for (const [firstName, email] of [
    ['Cédric', 'cedric.corbineau@courriel.example'],
    ['Inès', 'ines@corbineau.example'],
  ] as const) {
    const code = await house.printedCode('nacre', '20372N04', firstName);
    const walk = await begin(house, 'nacre');
    await walk.opens('Première connexion');
    await walk.fills({ Identifiant: '20372N04', [secretField]: code });
    await walk.presses('Continuer');
    await walk.fills({ Courriel: email });
    await walk.presses('Recevoir le courriel de confirmation');
    await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo(email)) });
    await walk.presses('Confirmer');
    await walk.fills(twice(passwords.nacre!));
    await walk.presses('Enregistrer et entrer');
    await walk.isIn(`${firstName} Corbineau`);
    await walk.unfolds('Mon compte');
    await walk.at.getByText('compte 20372N04').first().waitFor();
    await walk.ends();
  }
});

test('one code for the account, two holders: the screen asks which one is here', async () => {
  await house.importSecret('nacre', '20558N06', '257399');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '20558N06', [secretField]: '257399' });
  await walk.presses('Continuer');
  await walk.sees('Une vérification de plus', /k.*@courriel\.example, n.*@courriel\.example/);
  const letter = await postbox.letterTo('noemie.tessier@courriel.example');
  await walk.fills({ 'Les six chiffres reçus': codeIn(letter) });
  await walk.presses('Continuer');
  await walk.sees('Qui êtes-vous ?', 'Étape 2 sur 4');
  await walk.presses(/Noémie Tessier$/);
  await walk.sees('Votre adresse de courriel');
  await walk.presses('Retour');
  await walk.sees('Qui êtes-vous ?');
  await walk.ends();
});

test('one address at two agencies of the same server: two accesses that know nothing of each other', async () => {
  const email = 'denis@corbineau.example';
  for (const [slug, identifier, name] of [
    ['nacre', '20527N89', 'Denis Corbineau'],
    ['vauquelin', '1305V915', 'Camille Tessier'],
  ] as const) {
    const code = await house.printedCode(slug, identifier);
    const walk = await begin(house, slug, { page: `${portalOf(slug)}/premiere-connexion` });
    await walk.fills({ Identifiant: identifier, [secretField]: code });
    await walk.presses('Continuer');
    await walk.fills({ Courriel: email });
    await walk.presses('Recevoir le courriel de confirmation');
    // Nothing says that this address is known next door.
    await walk.sees('Regardez votre messagerie');
    const { name: agency } = await house.database.read
      .selectFrom('agency')
      .select('name')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow();
    await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo(email, agency)) });
    await walk.presses('Confirmer');
    await walk.fills(twice(passwords[slug]!));
    await walk.presses('Enregistrer et entrer');
    await walk.sees(new RegExp(`^Bonjour.*${name}`));
    await walk.ends();
  }
  const walk = await begin(house, 'vauquelin');
  await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': passwords.nacre! });
  await walk.presses('Se connecter');
  await walk.at.getByText('ne vont pas ensemble').waitFor();
  await walk.fills({ 'Mot de passe': passwords.vauquelin! });
  await walk.presses('Se connecter');
  await walk.unfolds('Mon compte');
  await walk.at.getByText('compte 1305V915').first().waitFor();
  expect(await walk.at.getByText('20527N89').count()).toBe(0);
  await walk.ends();
});
