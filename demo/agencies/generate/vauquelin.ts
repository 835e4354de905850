import type { Book } from './book.ts';
import { build } from './building.ts';
import type { BuildingSpec } from './building.ts';
import { createLandlords, settle } from './copropriete.ts';
import { runManagement, runTenancy } from './letting.ts';
import { createCrowd } from './people.ts';
import { createRandom } from './random.ts';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const town = {
  code_postal: '38000',
  ville: 'Grenoble',
  streets: [
    'rue du Drac',
    'cours des Alpes',
    'rue des Ganteries',
    'place du Tilleul',
    'quai de la Bastille',
    'rue Haute-Ciboise',
  ],
};
const shape = {
  ...town,
  number: (rank: number) => pad(rank, 4),
  home: (rooms: number, _floor: number, _door: number, numero: string) =>
    `${rooms === 1 ? '1 pièce' : `${rooms} pièces`} (Lot ${numero}) - Appartement`,
};

/** A family firm: four old buildings, one call on paper per quarter. */
export const fillVauquelin = (book: Book): void => {
  const random = createRandom(1904);
  const crowd = createCrowd(
    book,
    random,
    town,
    (rank) => `${pad(1200 + rank * 7, 4)}V${pad((rank * 61) % 1000, 3)}`,
  );
  const home = { code_postal: '38000', ville: 'Grenoble' };
  const from = '2019-10-01';

  const charvet = crowd.person({
    civilite: 'Mme',
    prenom: 'Hélène',
    nom: 'Charvet',
    email: 'helene.charvet@courriel.example',
    adresse: '14 rue des Ganteries',
    ...home,
  });
  const owner = crowd.account('coproprietaire', [charvet], { identifier: '0418C206' });
  const sold = crowd.person({
    civilite: 'Mme',
    prenom: 'Odile',
    nom: 'Marchal',
    email: 'odile.marchal@courriel.example',
    adresse: '2 chemin des Amandiers',
    code_postal: '26000',
    ville: 'Valence',
  });
  const exOwner = crowd.account('coproprietaire', [sold], { identifier: '0377C114' });
  const family = crowd.person({
    type: 'societe',
    nom: 'Société civile immobilière familiale des Héritiers de La Brosse-Mercœur et Cœurdevey d’Hauteville',
    email: 'gerance@sci-labrosse.example',
    adresse: '41 bis boulevard du Maréchal-Lyautey-Prolongé, bâtiment C, escalier 2',
    ...home,
  });
  const heavy = crowd.account('coproprietaire', [family], { identifier: '0102C900' });
  const newcomer = crowd.person({
    civilite: 'M.',
    prenom: 'Rémi',
    nom: 'Allard',
    email: 'remi.allard@courriel.example',
    adresse: '5 rue du Drac',
    ...home,
  });
  const empty = crowd.account('coproprietaire', [newcomer], { identifier: '0560C021' });

  const clos = build(book, random, {
    ...shape,
    nom: 'Le Clos Saint-Bruno',
    adresse: '14 rue des Ganteries',
    floors: 6,
    perFloor: 3,
    caves: 16,
    parkings: 6,
    lift: true,
    heating: true,
    fixed: { '0006': 641 },
    home: (rooms, floor, door, numero) => shape.home(numero === '0006' ? 4 : rooms, floor, door, numero),
  });
  settle(book, random, crowd, clos, {
    perLot: true,
    costs: { general: 1164000, lift: 98000, heating: 612000, works: 93700 },
    from,
    printed: 2,
    council: true,
    shelf: ['pv', 'reglement', 'fiche', 'carnet', 'assurance', 'syndic', 'convocation'],
    cast: [
      {
        account: owner,
        lots: ['0006'],
        since: '2011-09-15',
        billing: { printed: 1, habit: 'cheque', unpaid: 1, target: { cents: -137820, on: '2022-03-18' } },
      },
    ],
  });

  const dauphins = build(book, random, {
    ...shape,
    nom: 'Résidence Les Trois Dauphins',
    adresse: '32 cours des Alpes',
    floors: 8,
    perFloor: 4,
    caves: 20,
    parkings: 18,
    lift: true,
    heating: true,
  });
  const inDauphins = settle(book, random, crowd, dauphins, {
    costs: { general: 1512000, lift: 141000, heating: 986000, works: 131900 },
    from,
    printed: 2,
    council: true,
    cast: [
      {
        account: heavy,
        lots: [
          '0001',
          '0002',
          '0005',
          '0006',
          '0009',
          '0010',
          '0013',
          '0014',
          '0017',
          '0018',
          '0021',
          '0022',
          '0053',
          '0054',
        ],
        since: '1998-04-01',
        billing: { perLot: true, printed: 4, habit: 'transfer' },
      },
      {
        account: exOwner,
        lots: ['0019'],
        since: '2003-02-01',
        until: '2021-08-31',
        billing: { printed: 4, habit: 'debit' },
      },
    ],
  });

  const berges = build(book, random, {
    ...shape,
    nom: '7, quai de la Bastille',
    adresse: '7 quai de la Bastille',
    floors: 5,
    perFloor: 2,
    caves: 10,
    parkings: 0,
    shops: 2,
    lift: false,
    heating: false,
  });
  const inBerges = settle(book, random, crowd, berges, {
    costs: { general: 428000, lift: 0, heating: 0, works: 21400 },
    from,
    printed: 2,
  });
  const vercors = build(book, random, {
    ...shape,
    nom: 'Le Moucherotte',
    adresse: '3 rue Haute-Ciboise',
    floors: 7,
    perFloor: 3,
    caves: 12,
    parkings: 14,
    lift: true,
    heating: false,
  } satisfies BuildingSpec);
  const inVercors = settle(book, random, crowd, vercors, {
    costs: { general: 902000, lift: 118000, heating: 0, works: 51000 },
    from,
    printed: 2,
    council: true,
  });

  const landlordOf = createLandlords(book, crowd, new Map([...inDauphins, ...inBerges, ...inVercors]));
  for (const lot of [
    vercors.lots[1],
    vercors.lots[4],
    vercors.lots[9],
    berges.lots[3],
    dauphins.lots[27],
    dauphins.lots[29],
  ]) {
    if (!lot) continue;
    const landlord = landlordOf(lot);
    const rent = { rent: 42000 + random.between(0, 40) * 1000, charges: 6000 + random.between(0, 9) * 500 };
    const months = runTenancy(book, random, {
      lot,
      tenant: crowd.household('locataire'),
      landlord,
      since: '2019-11-01',
      from: '2020-01-01',
      rent,
      printed: 2,
      habit: 'transfer',
      unpaid: random.chance(0.3) ? 1 : 0,
      withLease: true,
      wording: (month) => ({
        rent: `Loyer ${month.slice(5, 7)}/${month.slice(0, 4)}`,
        charges: `Provision charges ${month.slice(5, 7)}/${month.slice(0, 4)}`,
        aid: 'APL',
      }),
    });
    runManagement(book, random, {
      landlord,
      lot,
      received: months.map((month) => ({ month, cents: rent.rent + rent.charges })),
      fee: 720,
      from: '2020-01-01',
      printed: 3,
    });
  }

  const password = 'Chartreuse-38';
  book.logins.push(
    {
      email: 'helene.charvet@courriel.example',
      password,
      identifiers: [owner.identifiant],
      about:
        'Copropriétaire du lot 0006 : solde débiteur de 1 378,20 €, 1 document privé et 7 documents publics.',
    },
    {
      email: 'gerance@sci-labrosse.example',
      password,
      identifiers: [heavy.identifiant],
      about: 'Société au très long nom, 14 lots : plus de 400 écritures et 50 appels de fonds.',
    },
    {
      email: 'odile.marchal@courriel.example',
      password,
      identifiers: [exOwner.identifiant],
      about:
        'Ancienne copropriétaire, lot vendu en août 2021 : son compte soldé, plus aucun document de l’immeuble.',
    },
    {
      email: 'remi.allard@courriel.example',
      password,
      identifiers: [empty.identifiant],
      about:
        'Acquéreur dont l’acte n’est pas encore enregistré : aucun bien, aucune écriture, aucun document.',
    },
  );
};
