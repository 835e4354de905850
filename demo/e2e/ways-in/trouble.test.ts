import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, portalOf, type House } from '../house.ts';
import { codeIn, linkIn, openPostbox, type Postbox } from '../postbox.ts';
import { press } from '../keyboard.ts';
import { begin, field, secretField, telephone, twice, type Walk } from './journey.ts';

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

/** As far as the address, with a printed code. */
const showPaper = async (walk: Walk, identifier: string, firstName?: string) => {
  const code = await house.printedCode('nacre', identifier, firstName);
  await walk.opens('Première connexion');
  await walk.fills({ Identifiant: identifier, [secretField]: code });
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel');
  return code;
};
const giveAddress = async (walk: Walk, email: string) => {
  await walk.fills({ Courriel: email });
  await walk.presses('Recevoir le courriel de confirmation');
};

test('the address opens a space already: its password adds the account to it', async () => {
  const walk = await begin(house, 'nacre');
  await showPaper(walk, '20465N55');
  await giveAddress(walk, 'hugo.delmas@courriel.example');
  await walk.sees(
    'Le courriel existe déjà',
    /Quelqu’un se connecte déjà avec hugo\.delmas@courriel\.example/,
  );
  await walk.fills({ 'Mot de passe de cet accès': 'pas le bon du tout' });
  await walk.presses('Ajouter ce compte');
  await walk.sees('Le courriel existe déjà', 'Ce n’est pas le mot de passe de cet accès.');
  await walk.fills({
    'Mot de passe de cet accès': house.login('nacre', 'hugo.delmas@courriel.example').password,
  });
  await walk.presses('Ajouter ce compte');
  await walk.isIn('Hugo Delmas');
  // Both accounts, one switch.
  await walk.unfolds('Mon compte');
  await walk.at.getByText('compte 51077L32').first().waitFor();
  await walk.at.getByText('compte 20465N55').first().waitFor();
  await walk.ends();
});

test('or another address instead; or its mailbox, whose link adds the account', async () => {
  const walk = await begin(house, 'nacre');
  await showPaper(walk, '20682N74', 'Karim');
  await giveAddress(walk, 'gael.prigent@courriel.example');
  await walk.sees('Le courriel existe déjà');
  await walk.presses('Utiliser une autre adresse');
  await walk.sees('Votre adresse de courriel');
  await giveAddress(walk, 'gael.prigent@courriel.example');
  await walk.sees('Le courriel existe déjà');
  await walk.presses('Mot de passe oublié ? Recevoir un lien par courriel');
  await walk.sees('Le courriel existe déjà', 'Un lien vient de partir à gael.prigent@courriel.example.');
  const letter = await postbox.letterTo('gael.prigent@courriel.example', 'ajoutez un compte');
  expect(() => codeIn(letter)).toThrow('no code');
  await walk.follows(linkIn(letter));
  await walk.sees('Confirmer votre adresse');
  await walk.presses('Confirmer mon adresse');
  await walk.isIn('Gaël Prigent');
  await walk.ends();
});

test('the mail server refuses the address: said here, said at the desk, and another one goes on', async () => {
  const refused = 'faute@courriel.example';
  postbox.refused.add(refused);
  const walk = await begin(house, 'nacre');
  await showPaper(walk, '20682N74', 'Aïcha');
  await giveAddress(walk, refused);
  await walk.sees(
    'Cette adresse refuse notre courriel',
    new RegExp(`Le courriel envoyé à ${refused} a été refusé`),
  );
  await walk.presses('Corriger l’adresse');
  await walk.sees('Votre adresse de courriel');
  await giveAddress(walk, 'aicha.zanetti@courriel.example');
  await walk.sees('Regardez votre messagerie');
  await walk.fills({ 'Les six chiffres': codeIn(await postbox.letterTo('aicha.zanetti@courriel.example')) });
  await walk.presses('Confirmer');
  await walk.sees('Choisissez votre mot de passe');
  await walk.ends();

  const agent = await begin(house, 'nacre', { page: `${portalOf('nacre')}/bureau` });
  const { email, password: word, agent: theo } = house.login('nacre', 'theo.vidal@nacre.example');
  await agent.fills({ 'Identifiant ou courriel': email, 'Mot de passe': word });
  await agent.presses('Se connecter');
  await agent.fills({ 'Code de votre application': telephone(theo?.totp) });
  await agent.presses('Vérifier');
  await agent.sees('Demandes', 'Courriel refusé');
  await press(agent.at, agent.at.getByRole('link', { name: 'Mme Aïcha Zanetti' }));
  await agent.sees(
    'Mme Aïcha Zanetti',
    'Le serveur de messagerie de cette adresse a refusé notre courriel.',
    refused,
  );
  await agent.ends();
});

test('wrong code, then as many as there may be; another mail, whose digits serve', async () => {
  const walk = await begin(house, 'nacre');
  await showPaper(walk, '20620N40', 'Anaïs');
  await giveAddress(walk, 'anais@guerin.example');
  await walk.sees('Regardez votre messagerie');
  const first = await postbox.letterTo('anais@guerin.example');
  const wrong = codeIn(first) === '111111' ? '222222' : '111111';
  for (let tries = 0; tries < 5; tries += 1) {
    await walk.fills({ 'Les six chiffres': wrong });
    await walk.presses('Confirmer');
    await walk.at.getByText('Ce n’est pas le bon code.').waitFor();
  }
  await walk.fills({ 'Les six chiffres': codeIn(first) });
  await walk.presses('Confirmer');
  await walk.sees('Regardez votre messagerie', 'Ce code ne sert plus.');
  // Its link is not a guess.
  await walk.follows(linkIn(first));
  await walk.presses('Confirmer mon adresse');
  await walk.sees('Choisissez votre mot de passe');
  await walk.ends();
});

test('a reload in the middle loses nothing; « Retour » and « Abandonner » go where they say', async () => {
  const walk = await begin(house, 'nacre');
  await showPaper(walk, '20620N40', 'Raphaël');
  await walk.at.reload();
  await walk.sees('Votre adresse de courriel', /Compte 20620N40/);
  await giveAddress(walk, 'raphael@brosse.example');
  await walk.sees('Regardez votre messagerie');
  await walk.at.reload();
  await walk.sees('Regardez votre messagerie', /raphael@brosse\.example/);
  await walk.presses('Corriger l’adresse');
  await walk.sees('Votre adresse de courriel');
  expect(await field(walk.at, 'Courriel').inputValue()).toBe('raphael@brosse.example');
  await giveAddress(walk, 'raphael.de-la-brosse@courriel.example');
  await walk.sees('Regardez votre messagerie', /raphael\.de-la-brosse@courriel\.example/);
  await walk.fills({
    'Les six chiffres': codeIn(await postbox.letterTo('raphael.de-la-brosse@courriel.example')),
  });
  await walk.presses('Confirmer');
  await walk.sees('Choisissez votre mot de passe');
  await walk.at.reload();
  await walk.sees('Choisissez votre mot de passe');
  await walk.presses('Abandonner');
  await walk.sees('Votre espace client');
  await walk.at.reload();
  await walk.at.getByRole('heading', { name: 'Première connexion' }).waitFor();
  await walk.ends();
});

test('a link that was used, and one that another mail replaced: said at once, with ways on', async () => {
  const walk = await begin(house, 'nacre');
  const code = await showPaper(walk, '20620N40', 'Camille');
  await giveAddress(walk, 'camille@perrachon.example');
  const former = linkIn(await postbox.letterTo('camille@perrachon.example'));
  const window = walk.at;
  await walk.sees('Regardez votre messagerie');
  await walk.presses('Corriger l’adresse');
  await giveAddress(walk, 'camille.perrachon@courriel.example');
  const latest = linkIn(await postbox.letterTo('camille.perrachon@courriel.example'));
  await walk.follows(former);
  await walk.sees('Ce lien ne sert plus', 'Recommencer', 'Demander de l’aide');
  await walk.presses('Reprendre là où j’en étais');
  await walk.sees('Regardez votre messagerie', /camille\.perrachon@courriel\.example/);
  await walk.follows(latest);
  await walk.presses('Confirmer mon adresse');
  await walk.sees('Choisissez votre mot de passe');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.isIn('Camille Perrachon');
  await walk.ends();

  const again = await begin(house, 'nacre');
  await again.follows(latest);
  await again.sees('Ce lien ne sert plus', 'Me connecter');
  await again.presses('Recommencer');
  await again.sees('Première connexion');
  await again.fills({ Identifiant: '20620N40', [secretField]: code });
  await again.presses('Continuer');
  await again.sees(
    'Première connexion',
    /L’identifiant et le code ne vont pas ensemble|Ce code a déjà servi/,
  );
  await again.ends();
  expect(window.isClosed()).toBe(true);
});
