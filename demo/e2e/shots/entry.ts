import { begin, secretField, twice, type Walk } from '../ways-in/journey.ts';
import { codeIn, linkIn } from '../postbox.ts';
import { look, password, portal, type Scene } from './scene.ts';

const paper = async (walk: Walk, identifier: string, secret: string) => {
  await walk.fills({ Identifiant: identifier, [secretField]: secret });
  await walk.presses('Continuer');
};
const address = async (walk: Walk, email: string) => {
  await walk.fills({ Courriel: email });
  await walk.presses('Recevoir le courriel de confirmation');
};
const entry = ({ house }: Scene, way = '') =>
  begin(house, 'nacre', { look, page: `${portal}/premiere-connexion${way && `?voie=${way}`}` });

export const firstConnection = async (scene: Scene): Promise<void> => {
  const { house, postbox, shoot } = scene;
  const walk = await entry(scene);
  await shoot(walk.at, 'entry-start');
  await paper(walk, '20248N36', 'AAAA-BBBB-CCCC');
  await walk.sees('Première connexion', /ne vont pas ensemble/);
  await shoot(walk.at, 'entry-start-wrong');
  await paper(walk, '20279N53', '381647');
  await walk.sees('Une vérification de plus');
  await shoot(walk.at, 'entry-proof-mailed');
  await walk.presses('Abandonner');
  await walk.presses('Première connexion');
  await paper(walk, '20496N72', '559802');
  await walk.sees('Une vérification de plus');
  await shoot(walk.at, 'entry-proof-paper');
  await walk.fills({ 'Nom de famille': 'Mazoyer', 'Code postal': '75011' });
  await walk.presses('Continuer');
  await walk.sees('Votre adresse de courriel');
  await shoot(walk.at, 'entry-email-none');
  await address(walk, 'hugo.delmas@courriel.example');
  await walk.sees('Le courriel existe déjà');
  await shoot(walk.at, 'entry-taken');
  await walk.presses('Utiliser une autre adresse');
  postbox.refused.add('faute@courriel.example');
  await address(walk, 'faute@courriel.example');
  await walk.sees('Cette adresse refuse notre courriel');
  await shoot(walk.at, 'entry-refused');
  await walk.presses('Corriger l’adresse');
  await address(walk, 'karim@mazoyer.example');
  await walk.sees('Regardez votre messagerie');
  await shoot(walk.at, 'entry-confirm');
  const link = linkIn(await postbox.letterTo('karim@mazoyer.example'));
  const window = walk.at;
  await walk.follows(link);
  await walk.sees('Confirmer votre adresse', /karim@mazoyer/);
  await shoot(walk.at, 'entry-link');
  await walk.presses('Confirmer mon adresse');
  await walk.sees('Choisissez votre mot de passe');
  await walk.fills({ 'Nouveau mot de passe': 'motdepasse12' });
  await shoot(walk.at, 'entry-password');
  await walk.fills(twice(password));
  await walk.presses('Enregistrer et entrer');
  await walk.sees(/^Bonjour/);
  await shoot(walk.at, 'entry-done');
  await walk.follows(`${portal}/premiere-connexion#20248N36.AAAABBBBCCCC`);
  await walk.sees('Vous êtes déjà connecté');
  await shoot(walk.at, 'entry-signed-in-already');
  await window.close();
  await walk.context.close();

  const late = await entry(scene);
  await paper(late, '20620N40', await house.printedCode('nacre', '20620N40', 'Camille'));
  await address(late, 'camille@perrachon.example');
  await late.sees('Regardez votre messagerie');
  const elsewhere = await entry(scene);
  await elsewhere.follows(linkIn(await postbox.letterTo('camille@perrachon.example')));
  await elsewhere.sees('Confirmer votre adresse', /Pour vérifier/);
  await shoot(elsewhere.at, 'entry-link-elsewhere');
  await elsewhere.context.close();
  await late.presses('Abandonner');
  await late.follows(link);
  await late.sees('Ce lien ne sert plus');
  await shoot(late.at, 'entry-link-dead');
  await late.presses('Recommencer');
  await house.importSecret('nacre', '20558N06', '257399');
  await paper(late, '20558N06', '257399');
  const letter = await postbox.letterTo('noemie.tessier@courriel.example');
  await late.fills({ 'Les six chiffres reçus': codeIn(letter) });
  await late.presses('Continuer');
  await late.sees('Qui êtes-vous ?');
  await shoot(late.at, 'entry-holder');
  await house.database.db.deleteFrom('first_connection').execute();
  await late.presses(/Noémie Tessier/);
  await address(late, 'noemie@tessier.example');
  await late.sees('Cette première connexion a pris fin');
  await shoot(late.at, 'entry-expired');
  await late.context.close();
};

export const otherPaths = async (scene: Scene): Promise<void> => {
  const { house, shoot } = scene;
  const walk = await entry(scene, 'create-space');
  await shoot(walk.at, 'space-start');
  await paper(walk, '20527N89', await house.printedCode('nacre', '20527N89'));
  await walk.sees('Vos coordonnées');
  await shoot(walk.at, 'space-details');
  await walk.fills({ Téléphone: ' ', Ville: ' ' });
  await walk.presses('Continuer');
  await shoot(walk.at, 'space-details-empty');
  await walk.fills({ Téléphone: '06 39 98 40 89', Ville: 'Paris' });
  await walk.presses('Continuer');
  await walk.sees('Votre courriel et votre mot de passe');
  await shoot(walk.at, 'space-access');
  await walk.context.close();

  const tenant = await entry(scene, 'tenant-registration');
  await shoot(tenant.at, 'registration');
  await tenant.fills({
    'Numéro de client ou identifiant': '21767N69',
    Nom: 'Pélissier',
    Prénom: 'Lucas',
    'Code postal du logement': '75011',
  });
  await tenant.presses('Continuer');
  await tenant.fills({ Courriel: 'lucas@ailleurs.example', ...twice(password) });
  await shoot(tenant.at, 'registration-access');
  await tenant.presses('M’inscrire');
  await tenant.sees('Regardez votre messagerie');
  await shoot(tenant.at, 'registration-confirm');
  await tenant.context.close();

  // As the agencies show them, in their own pages.
  for (const [slug, opens] of [
    ['vauquelin', 'Première connexion'],
    ['boivre', 'Inscription locataire'],
    ['horizon', 'Créer mon espace'],
  ] as const) {
    const inline = await begin(house, slug, { look });
    await inline.presses(opens);
    await inline.sees(opens);
    await shoot(inline.at, `inline-${slug}`);
    await inline.context.close();
  }
};
