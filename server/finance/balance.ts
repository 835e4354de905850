import { yearOf } from '../values/day.ts';
import { balanceOf, netOf } from '../values/money.ts';
import { byLotNumber, lotName, type NamedLot } from '../properties/lot-name.ts';
import type { Account, Role } from '../access/contract.ts';
import type { AccountBalance, Ledger, RoleBalance } from './contract.ts';

/** A ledger as it is kept, with what its place is called. */
export interface KeptLedger {
  id: string;
  accountId: string;
  building: string;
  address: string;
  lot: NamedLot | null;
  /** Credits − debits. */
  netCents: number;
  firstDay: string | null;
  lastDay: string | null;
}

/** Each account with its ledgers and their sum; an account without a ledger is up to date. */
export const accountBalances = (accounts: Account[], ledgers: KeptLedger[]): AccountBalance[] =>
  accounts.map(({ id, role, identifier, label }) => {
    const own = ledgers.filter(({ accountId }) => accountId === id).toSorted(asOnPaper);
    return {
      accountId: id,
      role,
      identifier,
      label,
      balance: balanceOf(sum(own.map(({ netCents }) => netCents))),
      ledgers: own.map((ledger) => toLedger(ledger, own)),
    };
  });

/** One line per role, in the order of the accounts: « Copropriétaire de 4 biens ». */
export const roleBalances = (accounts: Account[], balances: AccountBalance[]): RoleBalance[] => {
  const roles = [...new Set(accounts.map(({ role }) => role))];
  const ofRole = (role: Role) => ({
    role,
    balance: balanceOf(
      sum(balances.filter((each) => each.role === role).map(({ balance }) => netOf(balance))),
    ),
    lots: sum(accounts.filter((each) => each.role === role).map(({ lots }) => lots)),
  });
  return roles.map(ofRole);
};

/** The situation to show open: the one that owes most, else the one that moved last; none without entries. */
export const ledgerToOpen = (ledgers: KeptLedger[]): KeptLedger | undefined =>
  ledgers
    .filter(({ lastDay }) => lastDay !== null)
    .toSorted(
      (a, b) =>
        Math.min(a.netCents, 0) - Math.min(b.netCents, 0) || (b.lastDay ?? '').localeCompare(a.lastDay ?? ''),
    )[0];

const french = new Intl.Collator('fr');

/** Building after building, and in each the lots by their number. */
const asOnPaper = (a: KeptLedger, b: KeptLedger): number =>
  french.compare(a.building, b.building) || (a.lot && b.lot ? byLotNumber(a.lot, b.lot) : 0);

const toLedger = (ledger: KeptLedger, own: KeptLedger[]): Ledger => ({
  id: ledger.id,
  building: ledger.building,
  address: ledger.address,
  lot: ledger.lot && tellApart(ledger.lot, own),
  balance: balanceOf(ledger.netCents),
  years: yearsBetween(ledger.firstDay, ledger.lastDay),
});

/** « T3 », or « T3 (lot 9) » where the same account has another T3. */
const tellApart = (lot: NamedLot, own: KeptLedger[]): string => {
  const name = lotName(lot);
  const alike = own.filter((each) => each.lot !== null && lotName(each.lot) === name);
  return alike.length > 1 ? `${name} (lot ${lot.number})` : name;
};

const yearsBetween = (firstDay: string | null, lastDay: string | null): number[] => {
  if (firstDay === null || lastDay === null) return [];
  const newest = yearOf(lastDay);
  return Array.from({ length: newest - yearOf(firstDay) + 1 }, (_, index) => newest - index);
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
