import type { Account, Book, Lot } from './book.ts';
import { lotName } from './book.ts';
import type { Built, Key } from './building.ts';
import { isAnnex } from './building.ts';
import { day, firstDays, parts, plusDays, quarterName } from './day.ts';
import { euros } from './money.ts';
import type { CallLine } from './papers.ts';
import { callBlocks } from './papers.ts';
import type { Random } from './random.ts';

/** What the building costs per quarter, in cents, by key; the works fund follows the general key. */
export interface Costs {
  general: number;
  lift: number;
  heating: number;
  works: number;
}

export interface Holding {
  account: Account;
  lots: Lot[];
  since: string;
  until?: string;
}

export interface BillingOptions {
  costs: Costs;
  from: string;
  /** One ledger per lot, annexes called once a year; otherwise one ledger per building. */
  perLot: boolean;
  /** How many of the last calls exist as a PDF. */
  printed: number;
  habit: 'debit' | 'transfer' | 'cheque';
  /** Quarters left unpaid at the end. */
  unpaid: number;
  /** The balance to end on, reached by the yearly adjustment of charges. */
  target?: { cents: number; on: string };
}

const payments = {
  debit: { label: 'Prélèvement automatique', delay: [9, 9] },
  transfer: { label: 'Virement reçu', delay: [3, 38] },
  cheque: { label: 'Chèque bancaire', delay: [8, 45] },
} as const;

export const bill = (
  book: Book,
  random: Random,
  built: Built,
  holding: Holding,
  options: BillingOptions,
): void => {
  if (!options.perLot) return billLots(book, random, built, holding, holding.lots, undefined, options);
  const { target: _, ...plain } = options;
  for (const lot of holding.lots) {
    const main = lot === holding.lots[0];
    billLots(
      book,
      random,
      built,
      holding,
      [lot],
      lot,
      main ? options : { ...plain, unpaid: isAnnex(lot) ? 0 : plain.unpaid },
    );
  }
};

const billLots = (
  book: Book,
  random: Random,
  built: Built,
  holding: Holding,
  lots: Lot[],
  lot: Lot | undefined,
  options: BillingOptions,
): void => {
  const { account } = holding;
  const yearly = lot !== undefined && isAnnex(lot);
  const place = lot ? { building: built.building, lot } : { building: built.building };
  const end = holding.until ?? book.today;
  const quarters = firstDays(holding.since > options.from ? holding.since : options.from, end, 3).filter(
    (first) => !yearly || first.slice(5, 7) === '07',
  );
  let balance = 0;
  const post = (date: string, label: string, kind: string, cents: number, document?: string): void => {
    if (cents === 0 || date > book.today) return;
    balance += cents;
    book.entry({ account, ...place, date, label, kind, cents, document });
  };
  const habit = payments[options.habit];
  quarters.forEach((quarter, index) => {
    const lines = callLines(built, lots, options.costs, yearly ? 4 : 1);
    const charges = lines.slice(0, -1).reduce((sum, line) => sum + line.cents, 0);
    const works = lines.at(-1)?.cents ?? 0;
    const last = index === quarters.length - 1;
    const { target } = options;
    if (last && target)
      post(
        target.on,
        `Régularisation charges ${parts(target.on).year - 1}`,
        'regularisation',
        target.cents - balance + charges + works,
      );
    const printed = index >= quarters.length - options.printed;
    const document = printed
      ? printCall(book, built, holding, lots, quarter, lines, balance, lot)
      : undefined;
    post(quarter, 'Prov. charges courantes', 'provision', -charges, document);
    post(quarter, 'Cotisation fonds travaux', 'fonds_travaux', -works, document);
    const paid = plusDays(quarter, random.between(habit.delay[0], habit.delay[1]));
    if (index < quarters.length - options.unpaid && paid <= end)
      post(paid, habit.label, 'reglement', Math.max(0, -balance));
    if (quarter.slice(5, 7) === '04' && !target && !yearly && day(parts(quarter).year, 6, 15) <= end) {
      const gap = Math.round((charges * random.between(-16, 12)) / 100);
      post(
        day(parts(quarter).year, 6, 15),
        `Régularisation charges ${parts(quarter).year - 1}`,
        'regularisation',
        gap,
      );
    }
  });
  if (holding.until)
    post(plusDays(holding.until, 12), 'Solde du compte à la vente, reçu du notaire', 'reglement', -balance);
};

const ofKey = (key: Key | undefined, lots: Lot[]): number =>
  key ? lots.reduce((sum, lot) => sum + (key.shares.get(lot.ref) ?? 0), 0) : 0;

export const callLines = (built: Built, lots: Lot[], costs: Costs, times: number): CallLine[] => {
  const line = (label: string, key: Key | undefined, cost: number): CallLine[] => {
    const share = ofKey(key, lots);
    if (!key || share === 0 || cost === 0) return [];
    return [
      {
        label,
        base: euros(cost * times),
        share: `${share} / ${key.total}`,
        cents: Math.round((cost * times * share) / key.total),
      },
    ];
  };
  const { general, lift, heating } = built.keys;
  return [
    ...line('Charges générales', general, costs.general),
    ...line('Ascenseur', lift, costs.lift),
    ...line('Chauffage collectif', heating, costs.heating),
    ...line('Cotisation fonds de travaux', general, costs.works),
  ];
};

const printCall = (
  book: Book,
  built: Built,
  holding: Holding,
  lots: Lot[],
  quarter: string,
  lines: CallLine[],
  before: number,
  lot: Lot | undefined,
): string => {
  const { account } = holding;
  const suffix = lot ? `-lot-${lot.numero.replaceAll(' ', '')}` : '';
  const shown = lots.map(lotName);
  const names =
    shown.length > 6 ? `${shown.slice(0, 6).join(', ')} et ${shown.length - 6} autres` : shown.join(', ');
  return book.paper({
    file: `comptes/${account.identifiant}/appel-${quarter.slice(0, 7)}${suffix}.pdf`,
    title: `Appel de fonds – ${quarterName(quarter)}`,
    kind: 'appel_fonds',
    date: plusDays(quarter, -12),
    scope: 'compte',
    building: built.building,
    ...(lot ? { lot } : {}),
    account,
    blocks: callBlocks(built.building, quarter, names, lines, before),
  });
};
