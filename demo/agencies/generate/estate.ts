import type { Book } from './book.ts';
import type { Built } from './building.ts';
import type { Block } from './pdf.ts';
import { factsBlocks } from './papers.ts';

/** What every occupant of an estate may read. */
export const fillEstate = (book: Book, { building }: Built): void => {
  const put = (file: string, title: string, kind: string, date: string, blocks: Block[]): void => {
    book.paper({
      file: `immeubles/${building.ref}/${file}.pdf`,
      title,
      kind,
      date,
      scope: 'immeuble',
      building,
      readers: 'occupants',
      blocks,
    });
  };
  put(
    'reglement-interieur',
    'Règlement intérieur de la résidence',
    'autre',
    '2015-01-12',
    factsBlocks('Vivre ensemble dans la résidence.', [
      ['Bruit', 'Respectez le repos de vos voisins, de jour comme de nuit.'],
      ['Parties communes', 'Halls, paliers et locaux vélos restent libres et propres.'],
      ['Encombrants', 'Sur rendez-vous auprès du gardien.'],
    ]),
  );
  put(
    'guide-du-locataire',
    'Guide du locataire',
    'autre',
    '2017-09-01',
    factsBlocks('Les bons réflexes et les numéros utiles.', [
      ['Gardien', 'Du lundi au vendredi, de 8 h à 11 h'],
      ['Astreinte', 'Soirs et week-ends : 05 36 49 86 99'],
      ['Qui répare quoi', 'Joints et ampoules : le locataire. Chauffage et canalisations : le bailleur.'],
    ]),
  );
  put(
    'charges-2017',
    'Décompte des charges récupérables 2017',
    'decompte_charges',
    '2018-06-20',
    factsBlocks('Charges récupérables de l’exercice 2017, par nature.', [
      ['Eau froide', '18 420,15 €'],
      ['Chauffage', '31 807,60 €'],
      ['Entretien des parties communes', '9 644,00 €'],
      ['Ascenseur', '2 310,40 €'],
    ]),
  );
  put(
    'diagnostic-energie',
    'Diagnostic de performance énergétique',
    'diagnostic',
    '2014-04-08',
    factsBlocks('Diagnostic de performance énergétique de l’immeuble.', [
      ['Classe énergie', 'D'],
      ['Émissions', 'D'],
      ['Validité', '7 avril 2024'],
    ]),
  );
};
