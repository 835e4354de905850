import type { Account, Book, Lot } from './book.ts';
import type { BillingOptions, Costs, Holding } from './billing.ts';
import { bill } from './billing.ts';
import type { Built } from './building.ts';
import { isAnnex } from './building.ts';
import { day, parts, plusDays } from './day.ts';
import type { Crowd } from './people.ts';
import type { Random } from './random.ts';
import type { Shelf } from './shelves.ts';
import { fillCouncil } from './council.ts';
import { fillShelf, fullShelf } from './shelves.ts';

export interface CoproOptions {
  costs: Costs;
  from: string;
  perLot?: boolean;
  printed: number;
  shelf?: readonly Shelf[];
  council?: boolean;
  /** People with a part to play, by lot numbers; everybody else is drawn. */
  cast?: CastMember[];
}

export interface CastMember {
  account: Account;
  lots: string[];
  since: string;
  until?: string;
  right?: string;
  billing?: Partial<BillingOptions>;
  /** Owns, but nothing was ever called from this account. */
  silent?: boolean;
  council?: 'president' | 'membre';
}

/** Peoples the building, bills everyone and fills the shelves; answers who owns each lot today. */
export const settle = (
  book: Book,
  random: Random,
  crowd: Crowd,
  built: Built,
  options: CoproOptions,
): Map<Lot, Account> => {
  const owners = new Map<Lot, Account>();
  const { lots } = built;
  const cast = options.cast ?? [];
  const named = new Map(lots.map((lot) => [lot.numero, lot]));
  const taken = new Set<Lot>();
  const bought = day(parts(options.from).year - 8, 6, 1);
  const standard = (late: boolean): BillingOptions => ({
    costs: options.costs,
    from: options.from,
    perLot: options.perLot ?? false,
    printed: options.printed,
    habit: random.pick(['debit', 'debit', 'transfer', 'cheque'] as const),
    unpaid: late ? random.pick([1, 1, 2, 3]) : 0,
  });
  const own = (holding: Holding, right: string, billing: BillingOptions | undefined): void => {
    for (const lot of holding.lots) {
      if (!holding.until) owners.set(lot, holding.account);
      book.add('lots_tiers', {
        lot: lot.ref,
        compte_client: holding.account.ref,
        debut: holding.since,
        fin: holding.until ?? '',
        droit: right,
      });
    }
    if (billing) bill(book, random, built, holding, billing);
  };

  for (const member of cast) {
    const held = member.lots.map((numero) => {
      const lot = named.get(numero);
      if (!lot) throw new Error(`No lot ${numero} in ${built.building.nom}`);
      return lot;
    });
    if (!member.until) held.forEach((lot) => taken.add(lot));
    const holding: Holding = {
      account: member.account,
      lots: held,
      since: member.since,
      ...(member.until ? { until: member.until } : {}),
    };
    own(
      holding,
      member.right ?? 'pleine_propriete',
      member.silent ? undefined : { ...standard(false), ...member.billing },
    );
    if (member.council) seat(book, built, member.account, member.council);
  }

  const annexes = lots.filter((lot) => isAnnex(lot) && !taken.has(lot));
  const mains = lots.filter((lot) => !isAnnex(lot) && !taken.has(lot));
  let councillors = cast.filter((member) => member.council).length;
  while (mains.length > 0) {
    const lot = mains.shift();
    if (!lot) break;
    const leaver = cast.find((member) => member.until && member.lots.includes(lot.numero));
    const held = [lot];
    if (!leaver && random.chance(0.08))
      held.push(...mains.splice(random.between(0, Math.max(0, mains.length - 1)), 1));
    while (annexes.length > 0 && held.length < 4 && random.chance(0.6)) held.push(...annexes.splice(0, 1));
    const account = crowd.household('coproprietaire');
    const right = account.libelle.startsWith('Indivision') ? 'indivision' : 'pleine_propriete';
    let since = leaver?.until ? plusDays(leaver.until, 1) : bought;
    if (!leaver && random.chance(0.06)) {
      const sold = day(parts(options.from).year + 1, random.pick([2, 5, 8, 11]), random.between(3, 26));
      own(
        { account: crowd.household('coproprietaire'), lots: held, since: bought, until: sold },
        'pleine_propriete',
        { ...standard(false), printed: 0 },
      );
      since = plusDays(sold, 1);
    }
    own({ account, lots: held, since }, right, standard(random.chance(0.22)));
    if (councillors < 3 && right === 'pleine_propriete' && random.chance(0.35)) {
      seat(book, built, account, councillors === 0 ? 'president' : 'membre');
      councillors += 1;
    }
  }
  // An annex nobody drew belongs to the last household's neighbour: the syndicat lets none go ownerless.
  if (annexes.length > 0)
    own(
      { account: crowd.household('coproprietaire'), lots: annexes, since: bought },
      'pleine_propriete',
      standard(false),
    );

  fillShelf(book, random, built, options.costs, options.shelf ?? fullShelf);
  if (options.council) fillCouncil(book, random, built, options.costs);
  return owners;
};

const seat = (book: Book, built: Built, account: Account, fonction: string): void => {
  const { year } = parts(book.today);
  book.add('conseil_syndical', {
    immeuble: built.building.ref,
    compte_client: account.ref,
    debut: day(year - 1, 5, 18),
    fin: '',
    fonction,
  });
};

/** The client account under which the owner of a lot lets it: the same people, another role. */
export const createLandlords = (
  book: Book,
  crowd: Crowd,
  owners: ReadonlyMap<Lot, Account>,
): ((lot: Lot) => Account) => {
  const accounts = new Map<Account, Account>();
  return (lot) => {
    const owner = owners.get(lot);
    if (!owner) throw new Error(`Nobody owns lot ${lot.ref}`);
    const landlord = accounts.get(owner) ?? crowd.account('bailleur', owner.people, { label: owner.libelle });
    accounts.set(owner, landlord);
    book.add('lots_tiers', {
      lot: lot.ref,
      compte_client: landlord.ref,
      debut: '2012-01-01',
      fin: '',
      droit: owner.people.length > 2 ? 'indivision' : 'pleine_propriete',
    });
    return landlord;
  };
};
