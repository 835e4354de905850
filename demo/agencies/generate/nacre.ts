import type { Book, Lot } from './book.ts';
import { build } from './building.ts';
import { createLandlords, settle } from './copropriete.ts';
import { runManagement, runTenancy } from './letting.ts';
import { createCrowd } from './people.ts';
import { createRandom } from './random.ts';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const paris = { code_postal: '75011', ville: 'Paris' };
const shape = {
  number: (rank: number) => String(rank),
  home: (rooms: number) => (rooms === 1 ? 'Studio' : `T${rooms}`),
};
const wording = (month: string) => ({
  rent: `Loyer ${month.slice(5, 7)}/${month.slice(0, 4)}`,
  charges: `Charges ${month.slice(5, 7)}/${month.slice(0, 4)}`,
  aid: 'Aide au logement',
});

/** A young manager in Paris: syndic and letting for the same people. */
export const fillNacre = (book: Book): void => {
  const random = createRandom(75011);
  const crowd = createCrowd(
    book,
    random,
    {
      ...paris,
      streets: [
        'passage des Verriers',
        'rue de la Verrière',
        'rue des Petites-Forges',
        'boulevard des Ormes',
        'cité du Colombier',
      ],
    },
    (rank) => `${pad(20000 + rank * 31, 5)}N${pad((rank * 17) % 100, 2)}`,
  );
  const from = '2020-01-01';
  const lemoine = crowd.person({
    civilite: 'Mme',
    prenom: 'Inès',
    nom: 'Lemoine',
    email: 'ines.lemoine@courriel.example',
    adresse: '6 cité du Colombier',
    ...paris,
  });
  const asLandlord = crowd.account('bailleur', [lemoine], { identifier: '48120B07' });
  const asOwner = crowd.account('coproprietaire', [lemoine], { identifier: '48120C07' });
  const tenantPerson = crowd.person({
    civilite: 'M.',
    prenom: 'Hugo',
    nom: 'Delmas',
    email: 'hugo.delmas@courriel.example',
    adresse: '27 rue des Petites-Forges',
    ...paris,
  });
  const tenant = crowd.account('locataire', [tenantPerson], { identifier: '51077L32' });
  const heirs = ['Marie-Antoinette-Joséphine', 'Jean-Baptiste', 'Anne-Sophie', 'Charles-Édouard'].map(
    (prenom, index) =>
      crowd.person({
        civilite: index % 2 ? 'M.' : 'Mme',
        prenom,
        nom: 'de Rochebrune-Valmondois',
        email: `heritier${index + 1}@rochebrune.example`,
        adresse: '112 boulevard des Ormes',
        ...paris,
      }),
  );
  const heavy = crowd.account('coproprietaire', heirs, {
    label:
      'Indivision de Rochebrune-Valmondois (Marie-Antoinette-Joséphine, Jean-Baptiste, Anne-Sophie et Charles-Édouard)',
    identifier: '33900C01',
  });
  const newcomer = crowd.person({
    civilite: 'M.',
    prenom: 'Gaël',
    nom: 'Prigent',
    email: 'gael.prigent@courriel.example',
    adresse: '3 rue de la Verrière',
    ...paris,
  });
  const empty = crowd.account('locataire', [newcomer], { identifier: '60004L15' });

  const forges = build(book, random, {
    ...shape,
    nom: '27, rue des Petites-Forges',
    fixed: { 8: 430 },
    home: (rooms, floor, door) => (floor === 2 && door === 2 ? 'T4' : shape.home(rooms)),
    adresse: '27 rue des Petites-Forges',
    ...paris,
    floors: 7,
    perFloor: 3,
    caves: 21,
    parkings: 0,
    lift: true,
    heating: true,
  });
  const inForges = settle(book, random, crowd, forges, {
    costs: { general: 1236000, lift: 104000, heating: 742000, works: 104100 },
    from,
    printed: 3,
    council: true,
    cast: [
      {
        account: asOwner,
        lots: ['8', '29'],
        since: '2016-05-02',
        billing: { printed: 6, habit: 'debit', unpaid: 0 },
      },
    ],
  });
  const ormes = build(book, random, {
    ...shape,
    nom: '112, boulevard des Ormes',
    adresse: '112 boulevard des Ormes',
    ...paris,
    floors: 7,
    perFloor: 4,
    caves: 24,
    parkings: 0,
    shops: 2,
    lift: true,
    heating: true,
  });
  settle(book, random, crowd, ormes, {
    costs: { general: 1874000, lift: 133000, heating: 1210000, works: 160900 },
    from,
    printed: 3,
    council: true,
    cast: [
      {
        account: heavy,
        lots: ['3', '4', '5', '6', '7', '8', '11', '12', '13', '14', '15', '16', '19', '20', '31', '32'],
        since: '1987-01-01',
        right: 'indivision',
        billing: { perLot: true, printed: 3, habit: 'transfer', unpaid: 1 },
      },
    ],
  });
  const colombier = build(book, random, {
    ...shape,
    nom: 'Cité du Colombier',
    adresse: '6 cité du Colombier',
    ...paris,
    floors: 4,
    perFloor: 3,
    caves: 8,
    parkings: 0,
    lift: false,
    heating: false,
  });
  const inColombier = settle(book, random, crowd, colombier, {
    costs: { general: 512000, lift: 0, heating: 0, works: 25600 },
    from,
    printed: 3,
  });
  const landlordOf = createLandlords(book, crowd, new Map([...inForges, ...inColombier]));

  const seat = forges.lots[7];
  if (!seat) throw new Error('no lot 8');
  const lot: Lot = seat;
  book.add('lots_tiers', {
    lot: lot.ref,
    compte_client: asLandlord.ref,
    debut: '2016-05-02',
    fin: '',
    droit: 'pleine_propriete',
  });
  const rent = { rent: 189000, charges: 21000 };
  const months = runTenancy(book, random, {
    lot,
    tenant,
    landlord: asLandlord,
    since: '2019-06-01',
    from,
    rent,
    printed: 18,
    habit: 'card',
    unpaid: 1,
    wording,
    withLease: true,
  });
  runManagement(book, random, {
    landlord: asLandlord,
    lot,
    received: months.map((month) => ({ month, cents: rent.rent + rent.charges })),
    fee: 600,
    from,
    printed: 6,
    target: 364313,
    lastLabel: 'Assurance propriétaire non occupant 2022',
  });

  for (const rented of [...colombier.lots.slice(1, 9), ...forges.lots.slice(10, 17)]) {
    const owner = landlordOf(rented);
    const terms = { rent: 78000 + random.between(0, 70) * 1000, charges: 9000 + random.between(0, 8) * 1000 };
    const paid = runTenancy(book, random, {
      lot: rented,
      tenant: crowd.household('locataire'),
      landlord: owner,
      since: '2019-09-01',
      from,
      rent: terms,
      printed: 3,
      habit: random.pick(['debit', 'transfer', 'card'] as const),
      unpaid: random.chance(0.2) ? 1 : 0,
      wording,
    });
    runManagement(book, random, {
      landlord: owner,
      lot: rented,
      received: paid.map((month) => ({ month, cents: terms.rent + terms.charges })),
      fee: 600,
      from,
      printed: 2,
    });
  }

  const password = 'lampe-velours-canal';
  book.logins.push(
    {
      email: 'ines.lemoine@courriel.example',
      password,
      identifiers: [asLandlord.identifiant, asOwner.identifiant],
      about:
        'Bailleresse à + 3 643,13 € et copropriétaire à 0,00 € : deux comptes clients, une seule personne.',
    },
    {
      email: 'hugo.delmas@courriel.example',
      password,
      identifiers: [tenant.identifiant],
      about: 'Son locataire : loyers payés par carte, quittances, mars 2022 à régler.',
    },
    {
      email: 'heritier1@rochebrune.example',
      password,
      identifiers: [heavy.identifiant],
      about: 'Indivision de quatre héritiers, 16 lots : près de 400 écritures, noms très longs.',
    },
    {
      email: 'gael.prigent@courriel.example',
      password,
      identifiers: [empty.identifiant],
      about: 'Futur locataire, bail à signer : tout est encore vide.',
    },
  );
};
