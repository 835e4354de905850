import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoProvider, type DemoProvider } from '../../provider/provider.ts';
import { openHouse, portalOf, type House } from '../house.ts';
import { press } from '../keyboard.ts';
import { codeIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, secretField, type Walk } from './journey.ts';

const origin = 'https://compte.fournisseur.test';
const portal = portalOf('nacre');
let house: House;
let postbox: Postbox;
let provider: DemoProvider;
beforeAll(async () => {
  postbox = await openPostbox();
  provider = await openDemoProvider(origin, [{ origin: portal, name: 'Nacre' }]);
  const hosts = { [new URL(origin).host]: provider.handle };
  house = await openHouse(['nacre'], hosts, { smtpUrl: postbox.url, social: provider.social });
});
afterAll(async () => {
  await house.close();
  await provider.close();
  await postbox.close();
});

const by = 'Continuer avec Fournisseur de démonstration';
const chooses = async (walk: Walk, who: RegExp | string) => {
  await walk.at.waitForURL(`${origin}/**`);
  await walk.sees('Fournisseur de démonstration', 'Nacre');
  await walk.presses(who);
};
const confirms = async (walk: Walk, email: string) => {
  await walk.sees('Confirmez');
  await walk.fills({ 'Code à six chiffres': codeIn(await postbox.nextTo(email, 'code de confirmation')) });
  await walk.presses('Confirmer');
};

test('nobody’s yet, then linked in « Mon accès », then one button from the agency’s page; and unlinked', async () => {
  const { email, password } = house.login('nacre', 'ines.lemoine@courriel.example');
  const walk = await begin(house, 'nacre');
  await walk.opens('Se connecter');
  await walk.presses(by);
  await chooses(walk, 'Refuser');
  await walk.sees('Votre espace client', /Vous avez refusé, ou fermé la page/);
  await walk.presses(by);
  await chooses(walk, /Inès Lemoine/);
  await walk.sees('Votre espace client', /Ce compte n’est lié à personne ici/);
  await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': password });
  await walk.presses('Se connecter');
  await walk.isIn('Inès Lemoine');

  await walk.unfolds('Mon compte');
  await press(walk.at, walk.at.getByRole('link', { name: 'Mon accès' }));
  await walk.sees('Mon accès');
  await walk.openSection('Comptes liés');
  await walk.presses('Lier Fournisseur de démonstration');
  await confirms(walk, email);
  await chooses(walk, /Inès Lemoine/);
  await walk.sees(
    'Mon accès',
    'C’est lié : vous pouvez désormais vous connecter ainsi.',
    /ines\.perso|i…@courriel/,
  );
  await walk.ends();

  const later = await begin(house, 'nacre');
  await later.opens('Se connecter');
  await later.presses(by);
  await chooses(later, /Inès Lemoine/);
  await later.isIn('Inès Lemoine');
  await later.at.goto(`${portal}/mon-acces#linked`);
  await later.sees('Mon accès');
  await later.presses('Délier Fournisseur de démonstration');
  await confirms(later, email);
  await later.sees('Mon accès', 'Ce compte ne vous ouvre plus votre espace.');
  await later.at.goto(`${portal}/`);
  await later.presses('Me déconnecter');
  await later.presses(by);
  await chooses(later, /Inès Lemoine/);
  await later.sees('Votre espace client', /Ce compte n’est lié à personne ici/);
  await later.ends();
});

test('at the end of a first connection, instead of a password', async () => {
  const code = await house.printedCode('nacre', '20248N36');
  const walk = await begin(house, 'nacre');
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: '20248N36', [secretField]: code });
  await walk.presses('Continuer');
  await walk.fills({ Courriel: 'colette.abadie@courriel.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo('colette.abadie@courriel.example')) });
  await walk.presses('Confirmer');
  await walk.sees('Choisissez votre mot de passe', 'ou, sans mot de passe');
  await walk.presses(by);
  await chooses(walk, /Hélène Charvet/);
  await walk.isIn('Colette Abadie');
  await walk.ends();
  expect(await house.database.read.selectFrom('social_identity').select('subject').execute()).toEqual([
    { subject: 'fd-1001' },
  ]);
});
