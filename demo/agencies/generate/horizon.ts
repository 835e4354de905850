import type { Book } from './book.ts';
import { build } from './building.ts';
import { createLandlords, settle } from './copropriete.ts';
import { runManagement, runTenancy } from './letting.ts';
import { createCrowd } from './people.ts';
import { createRandom } from './random.ts';

const shape = {
  number: (rank: number) => String(rank),
  home: (_rooms: number, floor: number, door: number) => `App. ${floor}${String(door).padStart(2, '0')}`,
};
const villeurbanne = { code_postal: '69100', ville: 'Villeurbanne' };
const wording = (month: string) => ({
  rent: `Loyer ${month.slice(5, 7)}/${month.slice(0, 4)}`,
  charges: `Provision sur charges ${month.slice(5, 7)}/${month.slice(0, 4)}`,
  aid: `APL ${month.slice(5, 7)}/${month.slice(0, 4)}`,
});

/** A national network: one ledger per lot, landlords with several managed lots. */
export const fillHorizon = (book: Book): void => {
  const random = createRandom(2022);
  const crowd = createCrowd(
    book,
    random,
    {
      ...villeurbanne,
      streets: [
        'avenue Anatole-France',
        'rue du Beau-Séjour',
        'rue des Platanes',
        'cours de l’Industrie',
        'impasse du Lavoir',
      ],
    },
    (rank) => `K${2040000 + rank * 137}`,
  );
  const from = '2019-10-01';
  const residence = { adresse: '100 avenue Anatole-France', ...villeurbanne };
  const denis = crowd.person({
    civilite: 'M.',
    prenom: 'Denis',
    nom: 'Aubry',
    email: 'denis.aubry@courriel.example',
    ...residence,
  });
  const claire = crowd.person({
    civilite: 'Mme',
    prenom: 'Claire',
    nom: 'Aubry',
    email: 'claire.aubry@courriel.example',
    ...residence,
  });
  const aubry = crowd.account('coproprietaire', [denis, claire], {
    label: 'M. et Mme Aubry',
    identifier: 'K2214806',
  });
  const bertin = crowd.person({
    civilite: 'M.',
    prenom: 'Philippe',
    nom: 'Bertin',
    email: 'philippe.bertin@courriel.example',
    ...residence,
  });
  const president = crowd.account('coproprietaire', [bertin], { identifier: 'K2214917' });
  const marsan = crowd.person({
    civilite: 'Mme',
    prenom: 'Nathalie',
    nom: 'Marsan',
    email: 'nathalie.marsan@courriel.example',
    adresse: '8 impasse du Lavoir',
    ...villeurbanne,
  });
  const landlord = crowd.account('bailleur', [marsan], { identifier: 'K3100542' });

  // With 412 tantièmes the lot's quarter comes to 461,32 € of charges and 19,50 € of works fund.
  const anatole = build(book, random, {
    ...shape,
    nom: 'Résidence Anatole-France',
    ...residence,
    floors: 5,
    perFloor: 5,
    caves: 25,
    parkings: 20,
    lift: false,
    heating: false,
    fixed: { 6: 412 },
  });
  settle(book, random, crowd, anatole, {
    costs: { general: 1119700, lift: 0, heating: 0, works: 47320 },
    from,
    perLot: true,
    printed: 2,
    council: true,
    cast: [
      {
        account: aubry,
        lots: ['6', '37', '57', '58'],
        since: '2009-03-20',
        billing: { printed: 4, habit: 'transfer', unpaid: 2, target: { cents: -112935, on: '2021-11-15' } },
      },
      {
        account: president,
        lots: ['8', '38', '59'],
        since: '2004-10-01',
        billing: { printed: 8, habit: 'debit' },
        council: 'president',
      },
      { account: landlord, lots: ['11', '13', '14', '22'], since: '2015-07-01', silent: true },
    ],
  });
  const loire = build(book, random, {
    ...shape,
    nom: 'Les Jardins de l’Erdre',
    adresse: '21 rue du Chêne-Creux',
    code_postal: '44000',
    ville: 'Nantes',
    floors: 6,
    perFloor: 3,
    caves: 0,
    parkings: 18,
    lift: true,
    heating: true,
  });
  const inLoire = settle(book, random, crowd, loire, {
    costs: { general: 786000, lift: 92000, heating: 388000, works: 63300 },
    from,
    printed: 2,
    council: true,
  });
  const toulouse = build(book, random, {
    ...shape,
    nom: 'Le Capitoul',
    adresse: '4 allée des Violettes',
    code_postal: '31000',
    ville: 'Toulouse',
    floors: 4,
    perFloor: 4,
    caves: 8,
    parkings: 8,
    lift: true,
    heating: false,
  });
  const inToulouse = settle(book, random, crowd, toulouse, {
    costs: { general: 604000, lift: 71000, heating: 0, works: 33800 },
    from,
    printed: 2,
    cast: [{ account: landlord, lots: ['3', '8'], since: '2015-07-01', silent: true }],
  });
  const landlordOf = createLandlords(book, crowd, new Map([...inLoire, ...inToulouse]));

  const managed = [
    anatole.lots[10],
    anatole.lots[12],
    anatole.lots[13],
    anatole.lots[21],
    toulouse.lots[2],
    toulouse.lots[7],
  ];
  managed.forEach((lot, index) => {
    if (!lot) return;
    const rent = { rent: 52000 + index * 4500, charges: 7500 + index * 500 };
    const vacant = index === 2 || index === 5;
    const months = runTenancy(book, random, {
      lot,
      tenant: crowd.household('locataire'),
      landlord,
      since: '2018-09-01',
      ...(vacant ? { until: index === 2 ? '2021-10-31' : '2021-12-31' } : {}),
      from: '2020-01-01',
      rent,
      printed: 3,
      habit: 'debit',
      unpaid: index === 3 ? 2 : 0,
      wording,
      withLease: true,
    });
    runManagement(book, random, {
      landlord,
      lot,
      received: months.map((month) => ({ month, cents: rent.rent + rent.charges })),
      fee: 690,
      from: '2020-01-01',
      printed: 6,
    });
  });
  for (const lot of [...loire.lots.slice(2, 9), ...toulouse.lots.slice(9, 14)]) {
    const owner = landlordOf(lot);
    const rent = {
      rent: 48000 + random.between(0, 30) * 1000,
      charges: 7000,
      ...(random.chance(0.3) ? { aid: 18600 } : {}),
    };
    const months = runTenancy(book, random, {
      lot,
      tenant: crowd.household('locataire'),
      landlord: owner,
      since: '2019-03-01',
      from: '2020-01-01',
      rent,
      printed: 2,
      habit: 'debit',
      unpaid: random.chance(0.25) ? 1 : 0,
      wording,
    });
    runManagement(book, random, {
      landlord: owner,
      lot,
      received: months.map((month) => ({ month, cents: rent.rent + rent.charges })),
      fee: 690,
      from: '2020-01-01',
      printed: 2,
    });
  }

  const password = 'Grand-Large-7';
  book.logins.push(
    {
      email: 'denis.aubry@courriel.example',
      password,
      identifiers: [aubry.identifiant],
      about: 'Copropriétaire de 4 lots avec sa femme : solde débiteur de 1 129,35 € au 25 janvier 2022.',
    },
    {
      email: 'claire.aubry@courriel.example',
      password,
      identifiers: [aubry.identifiant],
      about: 'La même situation, vue par l’autre titulaire du compte.',
    },
    {
      email: 'nathalie.marsan@courriel.example',
      password,
      identifiers: [landlord.identifiant],
      about: 'Bailleresse de 6 lots, dont 2 vacants : plus de 350 écritures, comptes rendus de gérance.',
    },
    {
      email: 'philippe.bertin@courriel.example',
      password,
      identifiers: [president.identifiant],
      about: 'Président du conseil syndical : les documents réservés au conseil s’ajoutent aux siens.',
    },
  );
};
