import { portalOf } from '../house.ts';
import { press } from '../keyboard.ts';
import { begin, telephone } from '../ways-in/journey.ts';
import { look, portal, type Scene } from './scene.ts';

/** Leaves a call for help, which the desk then shows. */
export const recovery = async ({ house, shoot }: Scene): Promise<void> => {
  const walk = await begin(house, 'nacre', { look, page: `${portal}/connexion` });
  await shoot(walk.at, 'sign-in');
  await walk.presses('Mot de passe oublié ?');
  await walk.fills({ 'Identifiant ou courriel': 'anais.guerin@courriel.example' });
  await shoot(walk.at, 'forgotten');
  await walk.presses('Recevoir le lien');
  await walk.sees('Regardez votre messagerie');
  await shoot(walk.at, 'forgotten-sent');
  await walk.presses('Je ne reçois rien : demander de l’aide');
  await walk.presses('Envoyer ma demande');
  await walk.sees('Demander de l’aide', 'Saisissez votre nom.');
  await shoot(walk.at, 'assistance-empty');
  await walk.fills({
    'Vos nom et prénom': 'Anais GUERIN',
    'Numéro de client, de lot ou adresse du logement (facultatif)': '20620 N4O',
    Téléphone: '06 39 98 20 21',
    'Courriel (facultatif)': 'anais@guerin.example',
    'Votre message (facultatif)': 'J’ai perdu ma lettre, et je ne reçois aucun courriel.',
  });
  await shoot(walk.at, 'assistance');
  await walk.presses('Envoyer ma demande');
  await walk.sees('Votre demande est partie');
  await shoot(walk.at, 'assistance-sent');
  await walk.context.close();
};

export const desk = async ({ house, shoot }: Scene): Promise<void> => {
  const theo = house.login('nacre', 'theo.vidal@nacre.example');
  const agent = await begin(house, 'nacre', { look, page: `${portal}/bureau` });
  await shoot(agent.at, 'desk-out');
  await agent.fills({ 'Identifiant ou courriel': theo.email, 'Mot de passe': theo.password });
  await agent.presses('Se connecter');
  await agent.fills({ 'Code de votre application': telephone(theo.agent?.totp) });
  await agent.presses('Vérifier');
  await agent.sees('Demandes', 'Demande d’aide');
  await shoot(agent.at, 'desk-queue');
  await press(agent.at, agent.at.getByRole('link', { name: 'Anais GUERIN' }));
  await agent.sees('Anais GUERIN', 'même nom');
  await shoot(agent.at, 'desk-request');
  await agent.presses('Envoyer un lien à Mme Anaïs Guérin');
  await shoot(agent.at, 'desk-invitation');
  await agent.at.goto(`${portal}/bureau#/acces`);
  await agent.sees('Accès');
  const boxes = agent.at.getByRole('checkbox', { name: /^Choisir (?!toute)/ });
  await boxes.first().waitFor();
  await shoot(agent.at, 'desk-people');
  await boxes.first().check();
  await boxes.nth(1).check();
  await agent.at.getByRole('button', { name: 'Imprimer les courriers' }).click();
  await shoot(agent.at, 'desk-letters');
  await agent.context.close();

  const marc = house.login('vauquelin', 'marc.tissot@cabinet-vauquelin.example');
  const newcomer = await begin(house, 'vauquelin', { look, page: `${portalOf('vauquelin')}/bureau` });
  await newcomer.fills({ 'Identifiant ou courriel': marc.email, 'Mot de passe': marc.password });
  await newcomer.presses('Se connecter');
  await newcomer.at.getByRole('img', { name: /^Code QR/ }).waitFor();
  await shoot(newcomer.at, 'factor-enrolment');
  await newcomer.context.close();
};
