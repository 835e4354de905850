import { codeIn, linkIn } from '../postbox.ts';
import { begin, telephone } from '../ways-in/journey.ts';
import { look, portal, type Scene } from './scene.ts';

const sections = [
  'Adresse de courriel',
  'Mot de passe',
  'Identifiant choisi',
  'Téléphone',
  'Clés d’accès',
  'Connexion en deux temps',
  'Comptes liés',
  'Comptes clients',
  'Mes connexions',
];

export const myAccess = async ({ house, postbox, shoot }: Scene): Promise<void> => {
  const ines = house.login('nacre', 'ines.lemoine@courriel.example');
  const walk = await begin(house, 'nacre', { look, page: `${portal}/` });
  await walk.signsIn(ines);
  await walk.sees(/^Bonjour/);
  await shoot(walk.at, 'portal-switcher');
  await walk.at.goto(`${portal}/mon-acces`);
  await walk.sees('Mon accès');
  await shoot(walk.at, 'my-access');
  for (const [index, name] of sections.entries()) {
    await walk.openSection(name);
    if (name === 'Mes connexions') await walk.at.getByText('Cet appareil').waitFor();
    await shoot(walk.at, `my-access-${index + 1}`);
  }
  await walk.openSection('Comptes clients');
  await walk.presses('Ajouter un compte');
  await walk.sees('Ajouter un compte');
  await shoot(walk.at, 'add-account');

  await walk.follows(`${portal}/mon-acces#email`);
  await walk.fills({ 'Nouvelle adresse de courriel': 'ines@lemoine.example' });
  await walk.presses('Changer d’adresse');
  await walk.sees('Confirmez');
  await shoot(walk.at, 'step-up');
  await walk.fills({
    'Code à six chiffres': codeIn(await postbox.nextTo(ines.email, 'code de confirmation')),
  });
  await walk.presses('Confirmer');
  const asked = await postbox.nextTo('ines@lemoine.example');
  await walk.sees('Mon accès', /attend votre confirmation/);
  await shoot(walk.at, 'my-access-email-waiting');
  await walk.follows(linkIn(asked));
  await walk.sees('Confirmer votre nouvelle adresse');
  await shoot(walk.at, 'email-change');
  await walk.presses('Confirmer cette adresse');
  await walk.sees('Adresse confirmée');
  await walk.follows(linkIn(await postbox.nextTo(ines.email, 'a été remplacée')));
  await walk.sees('Annuler le changement d’adresse');
  await shoot(walk.at, 'email-undo');

  await walk.follows(`${portal}/mon-acces#two-step`);
  await walk.presses('Activer');
  await walk.fills({
    'Code à six chiffres': codeIn(await postbox.nextTo('ines@lemoine.example', 'code de confirmation')),
  });
  await walk.presses('Confirmer');
  await walk.at.getByRole('img', { name: /^Code QR/ }).waitFor();
  await shoot(walk.at, 'totp');
  const secret = (await walk.at.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await walk.fills({ 'Le code que montre l’application': telephone(secret, -1) });
  await walk.presses('Confirmer');
  await walk.sees('Vos codes de secours');
  await shoot(walk.at, 'recovery-codes');
  await walk.presses('Je les ai rangés');
  await walk.follows(`${portal}/mon-acces#password`);
  await walk.presses('Changer mon mot de passe');
  await walk.sees('Confirmez');
  await shoot(walk.at, 'step-up-channels');
  await walk.at.goto(`${portal}/`);
  await walk.presses('Me déconnecter');
  await walk.signsIn({ email: 'ines@lemoine.example', password: ines.password });
  await walk.sees('Une seconde preuve');
  await shoot(walk.at, 'factor');
  await walk.presses('Je n’ai pas mon téléphone');
  await shoot(walk.at, 'factor-recovery');
  await walk.context.close();
};
