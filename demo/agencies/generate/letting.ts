import type { Account, Book, Lot } from './book.ts';
import { lotName } from './book.ts';
import { day, firstDays, monthName, parts, plusDays } from './day.ts';
import { leaseBlocks, managementBlocks, rentBlocks } from './papers.ts';
import type { Random } from './random.ts';

export interface Rent {
  rent: number;
  charges: number;
  /** Housing aid paid straight to the landlord, each month. */
  aid?: number;
  extra?: readonly [string, number][];
}

export interface Tenancy {
  lot: Lot;
  tenant: Account;
  landlord?: Account;
  since: string;
  until?: string;
  from: string;
  rent: Rent;
  /** Months whose avis or quittance exists as a PDF. */
  printed: number;
  habit: 'debit' | 'transfer' | 'cheque' | 'card';
  unpaid: number;
  /** « Loyer 06/18 » or « LOG 004473 06/18 »: how this agency words its lines. */
  wording: (month: string, lot: Lot) => { rent: string; charges?: string; aid: string };
  withLease?: boolean;
}

const means = {
  debit: 'Prélèvement automatique',
  transfer: 'Virement reçu',
  cheque: 'Chèque bancaire',
  card: 'Carte bancaire',
};
export const homeOf = (lot: Lot): string =>
  `${lotName(lot)}, ${lot.building.adresse}, ${lot.building.code_postal} ${lot.building.ville}`;

export const addLease = (
  book: Book,
  tenancy: Pick<Tenancy, 'lot' | 'tenant' | 'landlord' | 'since' | 'until'>,
): string => {
  const ref = book.nextRef('BAIL');
  book.add('baux', {
    ref,
    lot: tenancy.lot.ref,
    locataire: tenancy.tenant.ref,
    bailleur: tenancy.landlord?.ref ?? '',
    debut: tenancy.since,
    fin: tenancy.until ?? '',
  });
  return ref;
};

/** One tenant's account: rent in advance each month, aids, payments; returns the months that were paid. */
export const runTenancy = (book: Book, random: Random, tenancy: Tenancy): string[] => {
  const { lot, tenant, rent } = tenancy;
  const lease = addLease(book, tenancy);
  const end = tenancy.until ?? book.today;
  const months = firstDays(tenancy.since > tenancy.from ? tenancy.since : tenancy.from, end, 1);
  const paidMonths: string[] = [];
  let balance = 0;
  const post = (date: string, label: string, kind: string, cents: number, document?: string): void => {
    if (cents === 0 || date > book.today) return;
    balance += cents;
    book.entry({ account: tenant, lease, date, label, kind, cents, document });
  };
  if (tenancy.withLease) {
    book.paper({
      file: `comptes/${tenant.identifiant}/bail.pdf`,
      title: 'Contrat de location',
      kind: 'bail',
      date: plusDays(tenancy.since, -6),
      scope: 'compte',
      building: lot.building,
      lot,
      account: tenant,
      blocks: leaseBlocks(
        homeOf(lot),
        tenant.libelle,
        tenancy.landlord?.libelle ?? book.letterhead.name,
        tenancy.since,
        rent.rent,
        rent.charges,
      ),
    });
  }
  months.forEach((month, index) => {
    const words = tenancy.wording(month, lot);
    const isPaid = index < months.length - tenancy.unpaid;
    const printed = index >= months.length - tenancy.printed;
    const document = printed ? printMonth(book, tenancy, month, isPaid) : undefined;
    if (words.charges) {
      post(month, words.rent, 'loyer', -rent.rent, document);
      post(month, words.charges, 'charges', -rent.charges);
    } else {
      post(month, words.rent, 'loyer', -(rent.rent + rent.charges), document);
    }
    for (const [label, cents] of rent.extra ?? [])
      post(month, `${label} ${month.slice(5, 7)}/${month.slice(2, 4)}`, 'charges', -cents);
    if (rent.aid) post(plusDays(month, 4), words.aid, 'aide_logement', rent.aid);
    if (isPaid) {
      const date = plusDays(month, tenancy.habit === 'debit' ? 4 : random.between(2, 14));
      if (date <= end) {
        post(date, means[tenancy.habit], 'reglement', Math.max(0, -balance));
        if (date <= book.today) paidMonths.push(month);
      }
    }
    if (month.slice(5, 7) === '09' && day(parts(month).year, 9, 20) <= end) {
      post(
        day(parts(month).year, 9, 20),
        `Régularisation charges ${parts(month).year - 1}`,
        'regularisation',
        random.between(-9000, 12000),
      );
    }
  });
  if (tenancy.until)
    post(
      plusDays(tenancy.until, 20),
      balance > 0 ? 'Remboursement du solde' : 'Solde de tout compte reçu',
      balance > 0 ? 'autre' : 'reglement',
      -balance,
    );
  return paidMonths;
};

const printMonth = (book: Book, tenancy: Tenancy, month: string, isPaid: boolean): string => {
  const { lot, tenant, rent } = tenancy;
  const kind = isPaid ? 'quittance' : 'avis';
  const title = isPaid ? `Quittance de loyer – ${monthName(month)}` : `Avis d’échéance – ${monthName(month)}`;
  const lines: [string, number][] = [
    ['Loyer', rent.rent],
    ['Provision pour charges', rent.charges],
    ...(rent.extra ?? []),
  ];
  if (rent.aid && !isPaid) lines.push(['Aide au logement versée au bailleur', -rent.aid]);
  return book.paper({
    file: `comptes/${tenant.identifiant}/${kind}-${month.slice(0, 7)}.pdf`,
    title,
    kind: isPaid ? 'quittance' : 'avis_echeance',
    date: isPaid && plusDays(month, 16) <= book.today ? plusDays(month, 16) : month,
    scope: 'compte',
    building: lot.building,
    lot,
    account: tenant,
    blocks: rentBlocks(homeOf(lot), month, lines, kind),
  });
};

export interface Managed {
  landlord: Account;
  lot: Lot;
  /** Rent and charges received, month by month; empty while vacant. */
  received: { month: string; cents: number }[];
  fee: number;
  from: string;
  /** Quarterly statements that exist as a PDF. */
  printed: number;
  /** Leaves this much on the account at the end: the last transfer is what remains. */
  target?: number;
  /** Words of the line that brings the account to its target. */
  lastLabel?: string;
}

/** A landlord's side of one managed lot: rents in, fees and works out, a transfer each quarter. */
export const runManagement = (book: Book, random: Random, managed: Managed): void => {
  const { landlord, lot } = managed;
  let balance = 0;
  let lines: [string, number][] = [];
  let carried = 0;
  const post = (date: string, label: string, kind: string, cents: number, document?: string): void => {
    if (cents === 0 || date > book.today) return;
    balance += cents;
    lines.push([`${date.slice(8, 10)}/${date.slice(5, 7)} ${label}`, cents]);
    book.entry({ account: landlord, building: lot.building, lot, date, label, kind, cents, document });
  };
  const quarters = firstDays(managed.from, book.today, 3);
  quarters.forEach((quarter, index) => {
    const { year, month } = parts(quarter);
    const next = day(year, month + 3, 1);
    for (const { month: paid, cents } of managed.received.filter(
      (one) => one.month >= quarter && one.month < next,
    )) {
      post(plusDays(paid, 15), `Loyer et charges ${paid.slice(5, 7)}/${paid.slice(0, 4)}`, 'loyer', cents);
      post(
        plusDays(paid, 15),
        'Honoraires de gestion TTC',
        'honoraires',
        -Math.round((cents * managed.fee) / 10000),
      );
    }
    if (random.chance(0.3))
      post(
        plusDays(quarter, 47),
        random.pick([
          'Remplacement robinetterie cuisine',
          'Serrurier, porte palière',
          'Entretien chaudière',
          'Débouchage évier',
        ]),
        'autre',
        -random.between(6200, 24800),
      );
    const current = index === quarters.length - 1;
    const transferOn = current ? plusDays(book.today, -2) : day(year, month + 3, -3);
    const keep = current && managed.target !== undefined ? managed.target : 0;
    if (current && managed.target === undefined) return;
    const transfer = balance - keep;
    if (transfer < 0) throw new Error(`${landlord.libelle}: the account holds ${balance}, less than ${keep}`);
    const printed = index >= quarters.length - 1 - managed.printed && !current;
    const document = printed ? printStatement(book, managed, quarter, lines, carried) : undefined;
    post(
      transferOn,
      current ? (managed.lastLabel ?? 'Virement à votre compte') : 'Virement à votre compte',
      current && managed.lastLabel ? 'autre' : 'reglement',
      -transfer,
      document,
    );
    lines = [];
    carried = balance;
  });
};

const printStatement = (
  book: Book,
  managed: Managed,
  quarter: string,
  lines: [string, number][],
  carried: number,
): string => {
  const { landlord, lot } = managed;
  const { year, month } = parts(quarter);
  const period = `${Math.floor((month - 1) / 3) + 1}${month === 1 ? 'er' : 'e'} trimestre ${year}`;
  return book.paper({
    file: `comptes/${landlord.identifiant}/crg-${quarter.slice(0, 7)}-${lot.numero.replaceAll(' ', '')}.pdf`,
    title: `Compte rendu de gérance – ${period}`,
    kind: 'compte_rendu_gerance',
    date: day(year, month + 3, 0),
    scope: 'compte',
    building: lot.building,
    lot,
    account: landlord,
    blocks: managementBlocks(landlord, period, lines, carried),
  });
};
