import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, portalOf, type House } from '../house.ts';
import { linkIn, openPostbox, type Postbox } from '../postbox.ts';
import { press } from '../keyboard.ts';
import { begin, field, telephone, twice, type Walk } from './journey.ts';

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

/** What they see afterwards, whoever they are. */
const forgets = async (walk: Walk, identifier: string): Promise<string> => {
  await walk.opens('Se connecter');
  await walk.sees('Votre espace client');
  await walk.presses('Mot de passe oublié ?');
  await walk.sees('Mot de passe oublié');
  await walk.fills({ 'Identifiant ou courriel': identifier });
  await walk.presses('Recevoir le lien');
  await walk.sees(
    'Regardez votre messagerie',
    'Essayer un autre identifiant',
    'J’ai un courrier papier avec un code',
  );
  const text = await walk.at.locator('palier-login .body').innerText();
  return text.replace(identifier, '…').replace(/dans \d+ s/, 'dans … s');
};

test('a forgotten password, by the identifier: link, new password, in', async () => {
  const walk = await begin(house, 'nacre');
  await forgets(walk, '48120b07');
  const link = linkIn(await postbox.letterTo('ines.lemoine@courriel.example', 'mot de passe'));
  expect(link).toMatch(new RegExp(`^${portalOf('nacre')}/nouveau-mot-de-passe#`));
  const window = walk.at;
  await walk.follows(link);
  await walk.sees('Votre nouveau mot de passe');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer ce mot de passe');
  await walk.sees('Mot de passe enregistré');
  await walk.turnsTo(window);
  await walk.presses('Revenir à la connexion');
  await walk.sees('Votre espace client');
  await walk.fills({ 'Identifiant ou courriel': '48120b07', 'Mot de passe': password });
  await walk.presses('Se connecter');
  await walk.isIn('Inès Lemoine');
  await walk.ends();
});

test('by e-mail, known or not: the same screen, word for word', async () => {
  const known = await begin(house, 'nacre');
  const unknown = await begin(house, 'nacre');
  const one = await forgets(known, 'hugo.delmas@courriel.example');
  const other = await forgets(unknown, 'personne@courriel.example');
  expect(one).toBe(other);
  expect(one).toContain('…');
  await postbox.letterTo('hugo.delmas@courriel.example', 'mot de passe');
  expect(
    postbox.letters.filter(({ to }) => to?.some(({ address }) => address === 'personne@courriel.example')),
  ).toEqual([]);
  await known.ends();
  await unknown.ends();
});

test('nothing comes: help is asked for without signing in, the agent finds who it is and sends a link', async () => {
  const walk = await begin(house, 'nacre');
  await forgets(walk, 'anais.guerin@courriel.example');
  await walk.presses('Je ne reçois rien : demander de l’aide');
  await walk.sees('Demander de l’aide');
  await walk.presses('Envoyer ma demande');
  await walk.sees('Demander de l’aide', 'Saisissez votre nom.');
  await walk.fills({
    'Vos nom et prénom': 'Anais GUERIN',
    'Numéro de client, de lot ou adresse du logement (facultatif)': '20620 N4O',
    Téléphone: '06 39 98 20 21',
    'Courriel (facultatif)': 'anais@guerin.example',
    'Votre message (facultatif)': 'J’ai perdu ma lettre.',
  });
  await walk.presses('Envoyer ma demande');
  await walk.sees('Votre demande est partie', /Nacre l’a reçue/);

  const agent = await begin(house, 'nacre', { page: `${portalOf('nacre')}/bureau` });
  const { email, password: word, agent: theo } = house.login('nacre', 'theo.vidal@nacre.example');
  await agent.fills({ 'Identifiant ou courriel': email, 'Mot de passe': word });
  await agent.presses('Se connecter');
  await agent.sees('Une seconde preuve');
  await agent.fills({ 'Code de votre application': telephone(theo?.totp) });
  await agent.presses('Vérifier');
  await agent.sees('Demandes', 'Demande d’aide');
  await press(agent.at, agent.at.getByRole('link', { name: 'Anais GUERIN' }));
  await agent.sees('Anais GUERIN', 'Mme Anaïs Guérin', 'même nom', 'même identifiant', 'même téléphone');
  await agent.presses('Envoyer un lien à Mme Anaïs Guérin');
  expect(await field(agent.at, 'Adresse de courriel').inputValue()).toBe('anais@guerin.example');
  await agent.presses('Envoyer le lien');
  await agent.sees('Anais GUERIN', 'Le lien part à anais@guerin.example.');
  await agent.ends();

  const window = walk.at;
  const link = linkIn(await postbox.letterTo('anais@guerin.example', 'ouvrez votre espace client'));
  await walk.follows(link);
  await walk.sees('Confirmer votre adresse');
  await walk.presses('Confirmer mon adresse');
  await walk.sees('Choisissez votre mot de passe');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.sees(/^Bonjour.*Anaïs Guérin/);
  await walk.turnsTo(window);
  await walk.presses('Revenir à la connexion');
  await walk.isIn('Anaïs Guérin');
  await walk.ends();
});
