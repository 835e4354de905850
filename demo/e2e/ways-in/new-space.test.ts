import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientPage, openHouse, portalOf, type House } from '../house.ts';
import { codeIn, linkIn, openPostbox, type Postbox } from '../postbox.ts';
import { begin, field, secretField, twice, type Walk } from './journey.ts';

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

const password = 'verger-canal-dimanche';

test('« Créez votre espace » : what is on file stands there, what is empty is asked for, then one is in', async () => {
  const code = await house.printedCode('nacre', '20496N72');
  const changes = { phone: null, civility: null };
  const db = house.database.db.updateTable('person').set(changes);
  await db.where('last_name', '=', 'Mazoyer').where('first_name', '=', 'Karim').execute();

  const walk = await begin(house, 'nacre');
  await walk.opens('Créer mon espace');
  await walk.sees('Créer mon espace', 'Étape 1 sur 4');
  await walk.fills({ Identifiant: '20496N72', [secretField]: code });
  await walk.presses('Continuer');
  await walk.sees('Vos coordonnées', 'Étape 2 sur 4', /Compte 20496N72/);
  const typed = (label: string) => field(walk.at, label).inputValue();
  expect([await typed('Nom'), await typed('Prénom'), await typed('Adresse')]).toEqual([
    'Mazoyer',
    'Karim',
    '43 rue des Petites-Forges',
  ]);
  expect([await typed('Civilité'), await typed('Téléphone')]).toEqual(['', '']);
  await walk.presses('Continuer');
  // The first that is empty has the focus, and says so.
  await walk.sees('Vos coordonnées', 'Ce champ est à remplir.');
  const isFocused = (label: string) =>
    field(walk.at, label).evaluate((one) => one === document.activeElement);
  await expect.poll(() => isFocused('Civilité')).toBe(true);
  await walk.at.keyboard.type('Monsieur');
  await walk.fills({ Téléphone: '06 39 98 78 86', Adresse: '45 rue des Petites-Forges' });
  await walk.presses('Continuer');

  await walk.sees('Votre courriel et votre mot de passe', 'Étape 3 sur 4');
  await walk.fills({ Courriel: 'karim@mazoyer.example', 'Nouveau mot de passe': 'motdepasse12' });
  await walk.sees('Votre courriel et votre mot de passe', '12 caractères au moins');
  await walk.fills({ ...twice(password), 'Le même, une seconde fois': 'verger-canal-lundi' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.sees('Votre courriel et votre mot de passe', 'Les deux saisies sont différentes.');
  await walk.fills(twice(password));
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.sees('Regardez votre messagerie', 'Étape 4 sur 4');
  await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo('karim@mazoyer.example')) });
  await walk.presses('Confirmer');
  await walk.isIn('Karim Mazoyer');

  // What was corrected waits for the agency; its file is as it was.
  const request = await house.database.read
    .selectFrom('desk_request')
    .selectAll()
    .where('kind', '=', 'details')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(request)).toContain('45 rue des Petites-Forges');
  const { address } = await house.database.read
    .selectFrom('person')
    .select('address')
    .where('last_name', '=', 'Mazoyer')
    .where('first_name', '=', 'Karim')
    .executeTakeFirstOrThrow();
  expect(address).toBe('43 rue des Petites-Forges');
  await walk.ends();
});

const register = async (walk: Walk, person: Record<string, string>, email: string) => {
  await walk.opens('Inscription locataire');
  await walk.sees('Inscription locataire', 'Étape 1 sur 3');
  await walk.fills(person);
  await walk.presses('Continuer');
  await walk.sees('Votre courriel et votre mot de passe', 'Étape 2 sur 3');
  await walk.fills({ Courriel: email, ...twice(password) });
  await walk.presses('M’inscrire');
  await walk.sees(
    'Regardez votre messagerie',
    'Étape 3 sur 3',
    /Si vos indications sont celles de votre dossier/,
  );
};

const lucas = {
  'Numéro de client ou identifiant': '21767n69',
  Nom: 'PELISSIER',
  Prénom: 'lucas',
  'Code postal du logement': '75011',
};

test('« Inscription locataire », with another address than the one on file: the agency looks at it', async () => {
  const walk = await begin(house, 'nacre');
  await register(walk, lucas, 'quelquun@ailleurs.example');
  const letter = await postbox.letterTo('quelquun@ailleurs.example', 'votre inscription');
  expect(letter.text).toContain('L’agence vérifie');
  expect(() => linkIn(letter)).toThrow('no link');
  expect(() => codeIn(letter)).toThrow('no code');
  await walk.fills({ 'Les six chiffres': '123456' });
  await walk.presses('Confirmer');
  await walk.sees('Regardez votre messagerie', 'Ce n’est pas le bon code.');
  const asked = () =>
    house.database.read.selectFrom('desk_request').selectAll().where('kind', '=', 'registration').execute();
  expect(await asked()).toMatchObject([{ name: 'lucas PELISSIER', email: 'quelquun@ailleurs.example' }]);
  await walk.ends();
});

test('« Inscription locataire », with the address on file: six digits, and one is in', async () => {
  const walk = await begin(house, 'nacre');
  await register(walk, lucas, 'lucas.pelissier@courriel.example');
  const letter = await postbox.letterTo('lucas.pelissier@courriel.example');
  await walk.fills({ 'Les six chiffres': codeIn(letter) });
  await walk.presses('Confirmer');
  await walk.isIn('Lucas Pélissier');
  await walk.ends();
});

test('the same, by the link: the window, where the password was chosen, is left open elsewhere', async () => {
  const walk = await begin(house, 'nacre');
  const yann = { 'Numéro de client ou identifiant': '22387N09', Nom: 'Rigaud', Prénom: 'Yann' };
  await register(walk, { ...yann, 'Code postal du logement': '75011' }, 'yann.rigaud@courriel.example');
  const link = linkIn(await postbox.letterTo('yann.rigaud@courriel.example'));

  // Whoever registers may not choose the password of whoever presses the link.
  const elsewhere = await begin(house, 'nacre');
  await elsewhere.follows(link);
  await elsewhere.sees('Confirmer votre adresse');
  await elsewhere.presses('Confirmer mon adresse');
  await elsewhere.sees('Choisissez votre mot de passe');
  await elsewhere.fills(twice('jonquille-traversin-lac'));
  await elsewhere.presses('Enregistrer et entrer');
  await elsewhere.sees(/^Bonjour.*Yann Rigaud/);
  await elsewhere.ends();
  await walk.ends();
});

test('at the agency’s own address, on its own page, wide: no window, no portal', async () => {
  const code = await house.printedCode('vauquelin', '1305V915');
  const walk = await begin(house, 'vauquelin', { viewport: { width: 1280, height: 900 } });
  await walk.presses('Première connexion');
  await walk.sees('Première connexion');
  await walk.fills({ Identifiant: '1305v915', [secretField]: code });
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel');
  await walk.fills({ Courriel: 'nouvelle@courriel.example' });
  await walk.presses('Recevoir le courriel de confirmation');
  await walk.sees('Regardez votre messagerie');
  await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo('nouvelle@courriel.example')) });
  await walk.presses('Confirmer');
  await walk.sees('Choisissez votre mot de passe');
  await walk.fills(twice('Belledonne-2977'));
  await walk.presses('Enregistrer et entrer');
  await walk.at.getByRole('button', { name: 'Se déconnecter' }).waitFor();
  expect(walk.at.url()).toBe(clientPage('vauquelin'));
  expect(walk.context.pages()).toHaveLength(1);
  expect((await walk.context.cookies()).map(({ domain }) => domain)).toEqual([
    new URL(portalOf('vauquelin')).host,
  ]);
  await walk.ends();
});
