import type { Account, Book, Building } from './book.ts';
import { longDay, monthName, parts, quarterName } from './day.ts';
import { euros } from './money.ts';
import { trades } from './names.ts';
import type { Block } from './pdf.ts';
import type { Random } from './random.ts';

export interface CallLine {
  label: string;
  base: string;
  share: string;
  cents: number;
}

const where = (building: Building): string =>
  `${building.adresse}, ${building.code_postal} ${building.ville}`;

/** The quarterly call that a co-owner receives, with its remittance slip. */
export const callBlocks = (
  building: Building,
  quarter: string,
  lots: string,
  lines: CallLine[],
  before: number,
): Block[] => {
  const total = lines.reduce((sum, line) => sum + line.cents, 0);
  const due = total - before;
  return [
    {
      kind: 'facts',
      rows: [
        ['Copropriété', `${building.nom}, ${where(building)}`],
        ['Vos lots', lots],
        ['Période', quarterName(quarter)],
      ],
    },
    {
      kind: 'table',
      head: ['Provision', 'Base', 'Vos tantièmes', 'Votre quote-part'],
      rows: lines.map((line) => [line.label, line.base, line.share, euros(line.cents)]),
      total: ['Total de l’appel', '', '', euros(total)],
      widths: [4.2, 2, 2, 2],
    },
    {
      kind: 'facts',
      rows: [
        [
          'Solde antérieur',
          before === 0
            ? 'Compte à jour'
            : before < 0
              ? `${euros(-before)} restant dû`
              : `${euros(before)} en votre faveur`,
        ],
        ['Exigible le', longDay(quarter)],
        ['À régler', due > 0 ? euros(due) : 'Rien à régler'],
      ],
    },
    {
      kind: 'notice',
      text: 'Votre identifiant figure en haut à gauche de cette page. Il vous ouvre votre espace client, où chaque appel, chaque règlement et les documents de la copropriété vous attendent. Règlement par prélèvement, virement ou chèque à l’ordre du syndicat des copropriétaires. Vous pouvez à tout moment demander à recevoir vos notifications par voie postale.',
    },
  ];
};

export const rentBlocks = (
  home: string,
  month: string,
  lines: [string, number][],
  kind: 'avis' | 'quittance',
): Block[] => {
  const total = lines.reduce((sum, [, cents]) => sum + cents, 0);
  const period = monthName(month);
  return [
    {
      kind: 'text',
      text:
        kind === 'avis'
          ? `Nous vous prions de trouver ci-dessous le détail de votre loyer de ${period} pour le logement situé ${home}.`
          : `Nous reconnaissons avoir reçu la somme de ${euros(total)} en paiement du loyer et des charges de ${period} pour le logement situé ${home}, et vous en donnons quittance, sous réserve de tous nos droits et de l’encaissement effectif.`,
    },
    {
      kind: 'table',
      head: ['Désignation', 'Montant'],
      rows: lines.map(([label, cents]) => [label, euros(cents)]),
      total: [kind === 'avis' ? 'Total à régler' : 'Total reçu', euros(total)],
      widths: [6, 2],
    },
    {
      kind: 'notice',
      text:
        kind === 'avis'
          ? 'Cet avis ne vaut pas quittance. Une quittance vous est remise gratuitement sur demande dès le paiement complet.'
          : 'Cette quittance annule tous les reçus qui auraient été établis précédemment pour la même période.',
    },
  ];
};

export const managementBlocks = (
  account: Account,
  period: string,
  lines: [string, number][],
  carried: number,
): Block[] => {
  const total = lines.reduce((sum, [, cents]) => sum + cents, carried);
  return [
    {
      kind: 'text',
      text: `Madame, Monsieur, voici le compte rendu de notre gestion pour le ${period}, arrêté au nom de ${account.libelle}.`,
    },
    {
      kind: 'table',
      head: ['Opération', 'Dépense', 'Recette'],
      rows: [
        ['Solde reporté', carried < 0 ? euros(-carried) : '', carried < 0 ? '' : euros(carried)],
        ...lines.map(([label, cents]) => [
          label,
          cents < 0 ? euros(-cents) : '',
          cents < 0 ? '' : euros(cents),
        ]),
      ],
      total: ['Solde de la période', total < 0 ? euros(-total) : '', total < 0 ? '' : euros(total)],
      widths: [6, 2, 2],
    },
    {
      kind: 'notice',
      text: 'Les fonds détenus pour votre compte sont déposés sur un compte bancaire distinct, couvert par notre garantie financière.',
    },
  ];
};

export const minutesBlocks = (building: Building, date: string, budget: number, random: Random): Block[] => {
  const present = random.between(6200, 8400);
  const against = random.between(120, 900);
  const vote = (text: string, rule: string, no: number): Block[] => [
    { kind: 'text', text },
    { kind: 'text', text: `Pour : ${present - no} voix. Contre : ${no} voix. Résolution adoptée (${rule}).` },
  ];
  return [
    {
      kind: 'text',
      text: `Le ${longDay(date)} à 18 h, les copropriétaires de l’immeuble ${building.nom}, ${where(building)}, se sont réunis en assemblée générale ordinaire sur convocation du syndic. Présents, représentés ou votant par correspondance : ${present} voix sur 10 000.`,
    },
    { kind: 'heading', text: '1. Approbation des comptes de l’exercice clos' },
    ...vote(
      'L’assemblée approuve les comptes en leur forme, teneur, imputation et répartition.',
      'article 24',
      0,
    ),
    { kind: 'heading', text: '2. Budget prévisionnel' },
    ...vote(
      `L’assemblée fixe à ${euros(budget)} le budget de l’exercice à venir, appelé par quarts le premier jour de chaque trimestre.`,
      'article 24',
      against,
    ),
    { kind: 'heading', text: '3. Cotisation au fonds de travaux' },
    ...vote(
      'L’assemblée fixe la cotisation annuelle à 5 % du budget prévisionnel.',
      'article 25',
      against + 200,
    ),
    { kind: 'heading', text: '4. Désignation du conseil syndical' },
    ...vote('Les candidats présentés sont élus pour trois ans.', 'article 25', 0),
    { kind: 'heading', text: '5. Remplacement de l’éclairage des parties communes' },
    ...vote(
      `L’assemblée retient le devis de ${random.pick(trades.plumber)} pour des luminaires à détection de présence.`,
      'article 24',
      against,
    ),
    {
      kind: 'notice',
      text: 'Les actions en contestation doivent, à peine de déchéance, être introduites par les copropriétaires opposants ou défaillants dans les deux mois de la notification de ce procès-verbal (article 42 de la loi du 10 juillet 1965).',
    },
  ];
};

export const contractBlocks = (
  building: Building,
  partner: string,
  subject: string,
  yearly: number,
  date: string,
): Block[] => [
  {
    kind: 'facts',
    rows: [
      ['Pour le compte de', `Syndicat des copropriétaires ${building.nom}`],
      ['Adresse', where(building)],
      ['Prestataire', partner],
      ['Objet', subject],
      ['Prise d’effet', longDay(date)],
      ['Prix annuel TTC', euros(yearly)],
    ],
  },
  { kind: 'heading', text: 'Prestations' },
  {
    kind: 'text',
    text: `Le prestataire assure ${subject.toLowerCase()} selon les règles de l’art, avec un registre tenu à jour et consultable sur place. Chaque passage donne lieu à un bon signé, remis au syndic sous huit jours.`,
  },
  { kind: 'heading', text: 'Durée et résiliation' },
  {
    kind: 'text',
    text: 'Le contrat est conclu pour un an, renouvelable par tacite reconduction. Chaque partie peut y mettre fin par lettre recommandée trois mois avant l’échéance.',
  },
  { kind: 'heading', text: 'Révision du prix' },
  {
    kind: 'text',
    text: 'Le prix est révisé une fois l’an selon l’indice prévu aux conditions particulières.',
  },
];

export const rulesBlocks = (building: Building, lots: number): Block[] => [
  {
    kind: 'text',
    text: `Extrait du règlement de copropriété et de l’état descriptif de division de l’immeuble ${building.nom}, ${where(building)}, comprenant ${lots} lots.`,
  },
  { kind: 'heading', text: 'Article 1. Destination de l’immeuble' },
  {
    kind: 'text',
    text: 'L’immeuble est destiné à l’habitation. L’exercice d’une profession libérale y est admis s’il ne trouble pas la tranquillité des occupants.',
  },
  { kind: 'heading', text: 'Article 2. Parties communes et parties privatives' },
  {
    kind: 'text',
    text: 'Sont communes les parties affectées à l’usage ou à l’utilité de tous : le sol, le gros œuvre, les escaliers, les canalisations, la toiture. Sont privatives les parties réservées à l’usage exclusif d’un copropriétaire.',
  },
  { kind: 'heading', text: 'Article 3. Charges' },
  {
    kind: 'text',
    text: 'Les charges générales sont réparties selon les tantièmes de copropriété ; les charges d’ascenseur et de chauffage selon l’utilité de chaque service pour chaque lot.',
  },
  { kind: 'heading', text: 'Article 4. Vie dans l’immeuble' },
  {
    kind: 'text',
    text: 'Nul ne peut encombrer les halls, paliers et escaliers. Les bruits, même de jour, ne doivent pas gêner les voisins.',
  },
];

export const factsBlocks = (intro: string, rows: [string, string][]): Block[] => [
  { kind: 'text', text: intro },
  { kind: 'facts', rows },
];

/** A table of accounts that adds up: budgets, balances, statements of expenses. */
export const accountsBlocks = (intro: string, column: string, rows: [string, number][]): Block[] => [
  { kind: 'text', text: intro },
  {
    kind: 'table',
    head: ['Poste', column],
    rows: rows.map(([label, cents]) => [label, euros(cents)]),
    total: ['Total', euros(rows.reduce((sum, [, cents]) => sum + cents, 0))],
    widths: [6, 2],
  },
];

export const leaseBlocks = (
  home: string,
  tenant: string,
  owner: string,
  start: string,
  rent: number,
  charges: number,
): Block[] => [
  {
    kind: 'facts',
    rows: [
      ['Bailleur', owner],
      ['Locataire', tenant],
      ['Logement', home],
      ['Prise d’effet', longDay(start)],
      ['Loyer mensuel', euros(rent)],
      ['Provision pour charges', euros(charges)],
      ['Dépôt de garantie', euros(rent)],
    ],
  },
  { kind: 'heading', text: 'Durée' },
  {
    kind: 'text',
    text: 'Le bail est consenti pour trois ans, reconduits tacitement. Le locataire peut donner congé à tout moment en respectant le préavis légal.',
  },
  { kind: 'heading', text: 'Loyer et charges' },
  {
    kind: 'text',
    text: `Le loyer est payable d’avance le premier jour de chaque mois. Il est révisé chaque année en ${monthName(start).split(' ')[0] ?? ''} selon l’indice de référence des loyers. Les provisions sont régularisées une fois par an.`,
  },
  { kind: 'heading', text: 'Assurance' },
  { kind: 'text', text: 'Le locataire justifie chaque année d’une assurance contre les risques locatifs.' },
];

export const closingYear = (book: Book): number => parts(book.today).year - 1;
