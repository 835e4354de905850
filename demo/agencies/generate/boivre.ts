import type { Book } from './book.ts';
import { build } from './building.ts';
import type { Built } from './building.ts';
import { isHome } from './building.ts';
import { addLease, homeOf, runTenancy } from './letting.ts';
import { fillEstate } from './estate.ts';
import type { Rent } from './letting.ts';
import { leaseBlocks, rentBlocks } from './papers.ts';
import { createCrowd } from './people.ts';
import { createRandom } from './random.ts';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const place = { code_postal: '86580', ville: 'Vouneuil-sous-Biard' };
const home = (rooms: number): string => `Type ${rooms}`;
const short = (month: string): string => `${month.slice(5, 7)}/${month.slice(2, 4)}`;
const wording = (month: string, lot: { numero: string }) => ({
  rent: `LOG ${lot.numero} ${short(month)}`,
  aid: `APL ${short(month)}`,
});

/** A social landlord: tenants only, lodgings numbered over the whole estate. */
export const fillBoivre = (book: Book): void => {
  const random = createRandom(86580);
  const crowd = createCrowd(
    book,
    random,
    {
      ...place,
      streets: ['allée des Peupliers', 'rue du Moulin', 'rue de la Vallée', 'place des Marronniers'],
    },
    (rank) => `${pad(4400000 + rank * 91, 7)}L`,
  );
  const estate = (
    nom: string,
    adresse: string,
    first: number,
    floors: number,
    perFloor: number,
    extra: object = {},
  ): Built =>
    build(book, random, {
      nom,
      adresse,
      ...place,
      floors,
      perFloor,
      caves: 0,
      parkings: 0,
      lift: floors > 3,
      heating: true,
      number: (rank) => pad(first + rank, 6),
      home,
      ...extra,
    });
  const peupliers = estate('Les Peupliers', '3 allée des Peupliers', 4460, 5, 6);
  const moulin = estate('Le Moulin de Précigny', '12 rue du Moulin', 4610, 4, 6);
  const vallee = estate('La Vallée', '40 rue de la Vallée', 4702, 4, 7);
  const marronniers = estate('Les Marronniers', '1 place des Marronniers', 4815, 3, 6, { parkings: 8 });

  const seven = crowd.person({
    civilite: 'Mme',
    prenom: 'Lucie',
    nom: 'Bonneau',
    email: 'lucie.bonneau@courriel.example',
    adresse: '3 allée des Peupliers',
    ...place,
  });
  const guide = crowd.account('locataire', [seven], { identifier: '4417302L' });
  const jean = crowd.person({
    civilite: 'M.',
    prenom: 'Jean-Christophe',
    nom: 'Guérin-Dubreuil de Saint-Maurice',
    email: 'jc.guerin@courriel.example',
    adresse: '12 rue du Moulin',
    ...place,
  });
  const heavy = crowd.account('locataire', [jean], { identifier: '4400118L' });
  const first = crowd.person({
    civilite: 'Mme',
    prenom: 'Aminata',
    nom: 'Cissé',
    email: 'aminata.cisse@courriel.example',
    adresse: '40 rue de la Vallée',
    ...place,
  });
  const second = crowd.person({
    civilite: 'M.',
    prenom: 'Bruno',
    nom: 'Cissé',
    email: 'bruno.cisse@courriel.example',
    adresse: '40 rue de la Vallée',
    ...place,
  });
  const couple = crowd.account('locataire', [first, second], {
    label: 'Mme et M. Cissé',
    identifier: '4431550L',
  });

  sevenLines(book, peupliers, guide);
  const heavyLot = moulin.lots[7];
  if (!heavyLot) throw new Error('no lot');
  runTenancy(book, random, {
    lot: heavyLot,
    tenant: heavy,
    since: '2009-04-01',
    from: '2015-09-01',
    printed: 40,
    habit: 'debit',
    unpaid: 0,
    withLease: true,
    wording,
    rent: {
      rent: 38412,
      charges: 4120,
      aid: 14730,
      extra: [
        ['Eau froide', 1835],
        ['Eau chaude', 2210],
        ['Chauffage collectif', 4690],
        ['Ascenseur', 612],
        ['Antenne collective', 185],
        ['Ordures ménagères', 1140],
        ['Entretien parties communes', 976],
        ['Assurance pour compte', 560],
        ['Garage LOG 004890', 3600],
      ],
    },
  });
  const coupleLot = vallee.lots[10];
  if (!coupleLot) throw new Error('no lot');
  runTenancy(book, random, {
    lot: coupleLot,
    tenant: couple,
    since: '2014-02-01',
    from: '2016-01-01',
    printed: 6,
    habit: 'transfer',
    unpaid: 1,
    withLease: true,
    wording,
    rent: { rent: 31280, charges: 7450, aid: 9624 },
  });

  for (const built of [peupliers, moulin, vallee, marronniers]) {
    for (const lot of built.lots.filter(isHome)) {
      if (lot === heavyLot || lot === coupleLot || lot.numero === '004473' || random.chance(0.04)) continue;
      const rent: Rent = {
        rent: 2600 * Math.round(lot.surface / 5),
        charges: 4000 + lot.surface * 45,
        ...(random.chance(0.55) ? { aid: 8000 + random.between(0, 90) * 100 } : {}),
      };
      if (random.chance(0.05)) {
        runTenancy(book, random, {
          lot,
          tenant: crowd.household('locataire'),
          since: '2012-05-01',
          until: '2017-03-31',
          from: '2016-07-01',
          rent,
          printed: 0,
          habit: 'cheque',
          unpaid: 0,
          wording,
        });
        runTenancy(book, random, {
          lot,
          tenant: crowd.household('locataire'),
          since: '2017-05-01',
          from: '2017-05-01',
          rent,
          printed: 2,
          habit: 'debit',
          unpaid: 0,
          wording,
        });
        continue;
      }
      runTenancy(book, random, {
        lot,
        tenant: crowd.household('locataire'),
        since: '2013-10-01',
        from: '2016-07-01',
        rent,
        printed: 2,
        habit: random.pick(['debit', 'debit', 'cheque', 'card', 'transfer'] as const),
        unpaid: random.chance(0.15) ? random.between(1, 3) : 0,
        wording,
      });
    }
    fillEstate(book, built);
  }

  const password = 'Peuplier-86';
  book.logins.push(
    {
      email: 'lucie.bonneau@courriel.example',
      password,
      identifiers: [guide.identifiant],
      about: 'Locataire du logement 004473 : exactement sept écritures, solde débiteur de 27,74 €.',
    },
    {
      email: 'jc.guerin@courriel.example',
      password,
      identifiers: [heavy.identifiant],
      about:
        'Locataire de longue date : plus de 400 écritures, plus de 30 avis et quittances, nom très long.',
    },
    {
      email: 'aminata.cisse@courriel.example',
      password,
      identifiers: [couple.identifiant],
      about: 'Cotitulaire d’un bail : un loyer en attente, un compte pour deux.',
    },
    {
      email: 'bruno.cisse@courriel.example',
      password,
      identifiers: [couple.identifiant],
      about: 'L’autre cotitulaire : même compte, sa propre connexion.',
    },
  );
};

const sevenLines = (
  book: Book,
  built: Built,
  account: ReturnType<ReturnType<typeof createCrowd>['account']>,
): void => {
  const lot = built.lots.find(({ numero }) => numero === '004473');
  if (!lot) throw new Error('no lot 004473');
  const lease = addLease(book, { lot, tenant: account, since: '2018-02-05' });
  const shared = { scope: 'compte', building: built.building, lot, account } as const;
  book.paper({
    file: `comptes/${account.identifiant}/bail.pdf`,
    title: 'Contrat de location',
    kind: 'bail',
    date: '2018-02-01',
    ...shared,
    blocks: leaseBlocks(homeOf(lot), account.libelle, book.letterhead.name, '2018-02-05', 19112, 4745),
  });
  const notice = book.paper({
    file: `comptes/${account.identifiant}/avis-2018-06.pdf`,
    title: 'Avis d’échéance – juin 2018',
    kind: 'avis_echeance',
    date: '2018-06-26',
    ...shared,
    blocks: rentBlocks(
      homeOf(lot),
      '2018-06-01',
      [
        ['Loyer', 19112],
        ['Provision pour charges', 4745],
      ],
      'avis',
    ),
  });
  const line = (date: string, label: string, kind: string, cents: number, document?: string): void =>
    book.entry({ account, lease, date, label, kind, cents, document });
  line('2018-06-26', 'APL 02/18 05/18', 'aide_logement', -10820);
  line('2018-06-26', 'LOG 004473 03/18', 'regularisation', 2774);
  line('2018-06-26', 'LOG 004473 04/18', 'regularisation', 2774);
  line('2018-06-26', 'LOG 004473 05/18', 'regularisation', 2774);
  line('2018-06-26', 'LOG 004473 06/18', 'loyer', -23857, notice);
  line('2018-06-26', 'APL 06/18', 'aide_logement', 19195);
  line('2018-07-10', 'Chèque bancaire', 'reglement', 4386);
};
