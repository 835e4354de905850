import type { Book } from './book.ts';
import type { Built } from './building.ts';
import { isHome } from './building.ts';
import type { Costs } from './billing.ts';
import { day, parts, plusDays } from './day.ts';
import { trades } from './names.ts';
import type { Block } from './pdf.ts';
import { accountsBlocks, contractBlocks, factsBlocks, minutesBlocks, rulesBlocks } from './papers.ts';
import type { Random } from './random.ts';

export type Shelf =
  | 'pv'
  | 'older-pv'
  | 'reglement'
  | 'fiche'
  | 'carnet'
  | 'assurance'
  | 'syndic'
  | 'contrats'
  | 'diagnostic'
  | 'convocation'
  | 'devis';
export const fullShelf: readonly Shelf[] = [
  'pv',
  'older-pv',
  'reglement',
  'fiche',
  'carnet',
  'assurance',
  'syndic',
  'contrats',
  'diagnostic',
  'convocation',
  'devis',
];

/** What every co-owner may read of the building: the list of décret 2019-502, article 1. */
export const fillShelf = (
  book: Book,
  random: Random,
  built: Built,
  costs: Costs,
  shelf: readonly Shelf[],
): void => {
  const { building, lots } = built;
  const year = parts(book.today).year - 1;
  const has = (name: Shelf): boolean => shelf.includes(name);
  const put = (file: string, title: string, kind: string, date: string, blocks: Block[]): void => {
    book.paper({
      file: `immeubles/${building.ref}/${file}.pdf`,
      title,
      kind,
      date,
      scope: 'immeuble',
      building,
      readers: 'proprietaires',
      blocks,
    });
  };
  const budget = 4 * (costs.general + costs.lift + costs.heating);
  const meeting = (of: number): string => day(of, 5, 18);
  for (const which of [...(has('older-pv') ? [year - 2, year - 1] : []), ...(has('pv') ? [year] : [])]) {
    put(
      `pv-ag-${which}`,
      `Procès-verbal de l’assemblée générale du ${meeting(which).slice(8)}/05/${which}`,
      'pv_ag',
      plusDays(meeting(which), 12),
      minutesBlocks(building, meeting(which), budget, random),
    );
  }
  if (has('convocation')) {
    put(
      `convocation-ag-${year}`,
      `Convocation à l’assemblée générale ${year}`,
      'convocation_ag',
      day(year, 4, 20),
      factsBlocks('Vous êtes convié à l’assemblée générale ordinaire de votre copropriété.', [
        ['Date', `18 mai ${year} à 18 h`],
        ['Lieu', 'Salle de réunion de notre agence'],
        ['Ordre du jour', 'Comptes, budget, fonds de travaux, conseil syndical, éclairage'],
        ['Vote par correspondance', 'Formulaire à retourner trois jours francs avant la réunion'],
      ]),
    );
  }
  if (has('reglement'))
    put(
      'reglement',
      'Règlement de copropriété et état descriptif de division',
      'reglement_copropriete',
      day(2008, 3, 11),
      rulesBlocks(building, lots.length),
    );
  if (has('fiche')) {
    put(
      'fiche-synthetique',
      `Fiche synthétique ${year}`,
      'fiche_synthetique',
      day(year, 2, 1),
      factsBlocks(
        'Fiche établie par le syndic en application de l’article 8-2 de la loi du 10 juillet 1965.',
        [
          ['Copropriété', building.nom],
          ['Adresse', `${building.adresse}, ${building.code_postal} ${building.ville}`],
          ['Nombre de lots', String(lots.length)],
          ['Dont logements', String(lots.filter(isHome).length)],
          ['Ascenseur', built.keys.lift ? 'Oui' : 'Non'],
          ['Chauffage', built.keys.heating ? 'Collectif, gaz' : 'Individuel'],
        ],
      ),
    );
  }
  if (has('carnet')) {
    put(
      'carnet-entretien',
      'Carnet d’entretien de l’immeuble',
      'carnet_entretien',
      day(year, 10, 4),
      factsBlocks('Principaux travaux et contrats en cours.', [
        ['2009', 'Réfection de la toiture'],
        ['2014', 'Mise en conformité électrique des parties communes'],
        ['2018', 'Remplacement de la porte d’entrée et de l’interphone'],
        [`${year}`, 'Éclairage à détection de présence'],
        ['Nettoyage', random.pick(trades.cleaning)],
        ['Multirisque', random.pick(trades.insurer)],
      ]),
    );
  }
  if (has('assurance')) {
    const insurer = random.pick(trades.insurer);
    put(
      'assurance-multirisque',
      `Attestation d’assurance multirisque ${year}`,
      'assurance',
      day(year, 1, 3),
      factsBlocks(`${insurer} atteste garantir l’immeuble ci-dessous.`, [
        ['Assuré', `Syndicat des copropriétaires ${building.nom}`],
        ['Garanties', 'Incendie, dégât des eaux, bris de glace, responsabilité civile'],
        ['Échéance', `31 décembre ${year + 1}`],
      ]),
    );
  }
  if (has('syndic'))
    put(
      'contrat-syndic',
      'Contrat de syndic',
      'contrat_syndic',
      day(year, 5, 18),
      contractBlocks(
        building,
        book.letterhead.name,
        'La gestion courante de la copropriété',
        19000 * lots.filter(isHome).length,
        day(year, 7, 1),
      ),
    );
  if (has('contrats')) {
    put(
      'contrat-nettoyage',
      'Contrat de nettoyage des parties communes',
      'contrat',
      day(year - 1, 9, 1),
      contractBlocks(
        building,
        random.pick(trades.cleaning),
        'Le nettoyage des parties communes',
        384000,
        day(year - 1, 9, 1),
      ),
    );
    if (built.keys.lift)
      put(
        'contrat-ascenseur',
        'Contrat d’entretien de l’ascenseur',
        'contrat',
        day(year - 2, 1, 1),
        contractBlocks(
          building,
          random.pick(trades.lift),
          'L’entretien complet de l’ascenseur',
          271200,
          day(year - 2, 1, 1),
        ),
      );
    if (built.keys.heating)
      put(
        'contrat-chaufferie',
        'Contrat d’exploitation de la chaufferie',
        'contrat',
        day(year - 2, 10, 1),
        contractBlocks(
          building,
          random.pick(trades.boiler),
          'L’exploitation de la chaufferie',
          462000,
          day(year - 2, 10, 1),
        ),
      );
  }
  if (has('diagnostic'))
    put(
      'dossier-amiante',
      'Dossier technique amiante des parties communes',
      'diagnostic',
      day(2016, 11, 7),
      factsBlocks('Repérage des matériaux des listes A et B dans les parties communes.', [
        ['Zones visitées', 'Caves, hall, escaliers, combles'],
        ['Conclusion', 'Aucun matériau dégradé repéré'],
        ['Prochain contrôle', 'Avant travaux'],
      ]),
    );
  if (has('devis'))
    put(
      `devis-eclairage-${year}`,
      'Devis retenu : éclairage des parties communes',
      'devis',
      day(year, 3, 22),
      accountsBlocks('Fourniture et pose de luminaires à détection de présence.', 'Montant TTC', [
        ['Luminaires', 214500],
        ['Pose et raccordement', 131800],
        ['Mise en décharge', 12100],
      ]),
    );
};
