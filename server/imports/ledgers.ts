import { quoted } from './parse.ts';

/** What an entry may name, by its reference. */
export interface Places {
  accounts: Map<string, string>;
  buildings: Map<string, string>;
  lots: Map<string, { id: string; building_id: string }>;
  leases: Map<
    string,
    {
      id: string;
      lot_id: string;
      building_id: string;
      tenant_account_id: string;
      landlord_account_id: string | null;
    }
  >;
}

/** One ledger while its entries go by. */
export interface OpenLedger {
  no: number;
  id: string;
  accountId: string;
  subject: string;
  buildingId: string;
  lotId: string | null;
  leaseId: string | null;
  /** Entries in the database before this import. */
  keptCount: number;
  count: number;
  balance: number;
  firstDay: string | null;
  lastDay: string | null;
  /** Rank of the last entry within its day. */
  sequence: number;
  /** Its days did not come in order. */
  isDisordered: boolean;
}

/** A ledger as the database has it before the import. */
export interface KeptLedger {
  id: string;
  account_id: string;
  subject: string;
  building_id: string;
  lot_id: string | null;
  lease_id: string | null;
  entry_count: number;
}

interface OpenAccount {
  id: string;
  /** By subject. */
  ledgers: Map<string, OpenLedger>;
  /** Where its last entry went. */
  latest?: { buildingRef: string | null; leaseRef: string | null; lotRef: string | null; ledger: OpenLedger };
}

type Subject = Pick<OpenLedger, 'subject' | 'buildingId' | 'lotId' | 'leaseId'>;

/** Finds the ledger of an entry, or opens it: one for each account in a building, in a lot, or under a lease. */
export class Ledgers {
  readonly #places: Places;
  /** By the account's reference, so that an entry looks up no id. */
  readonly #accounts = new Map<string, OpenAccount>();
  readonly #all: OpenLedger[] = [];
  readonly #newId: () => string;
  #keptLength = 0;

  constructor(places: Places, kept: readonly KeptLedger[], newId: () => string) {
    this.#places = places;
    this.#newId = newId;
    const byId = new Map<string, OpenAccount>();
    for (const [ref, id] of places.accounts) {
      const account = { id, ledgers: new Map<string, OpenLedger>() };
      byId.set(id, account);
      this.#accounts.set(ref, account);
    }
    for (const row of kept) {
      const { account_id: id, subject, building_id: buildingId, lot_id: lotId, lease_id: leaseId } = row;
      const account = byId.get(id) ?? { id, ledgers: new Map<string, OpenLedger>() };
      const ledger = this.#open(account, { subject, buildingId, lotId, leaseId });
      ledger.id = row.id;
      ledger.keptCount = row.entry_count;
    }
    this.#keptLength = this.#all.length;
  }

  /** Or why there is none, as a rejection says it. */
  find(
    accountRef: string,
    buildingRef: string | null,
    leaseRef: string | null,
    lotRef: string | null,
  ): OpenLedger | string {
    const account = this.#accounts.get(accountRef);
    if (account === undefined) return unknown('compte_client', accountRef);
    // Most accounts have one ledger, and each of their entries names it with the same words.
    const { latest } = account;
    if (latest?.buildingRef === buildingRef && latest.leaseRef === leaseRef && latest.lotRef === lotRef)
      return latest.ledger;
    const ledger = this.#locate(account, buildingRef, leaseRef, lotRef);
    if (typeof ledger !== 'string') account.latest = { buildingRef, leaseRef, lotRef, ledger };
    return ledger;
  }

  #locate(
    account: OpenAccount,
    buildingRef: string | null,
    leaseRef: string | null,
    lotRef: string | null,
  ): OpenLedger | string {
    const { buildings, lots, leases } = this.#places;
    const buildingId = buildingRef === null ? undefined : buildings.get(buildingRef);
    if (buildingRef !== null && buildingId === undefined) return unknown('immeuble', buildingRef);
    const lot = lotRef === null ? undefined : lots.get(lotRef);
    if (lotRef !== null && lot === undefined) return unknown('lot', lotRef);
    if (leaseRef !== null) {
      const lease = leases.get(leaseRef);
      if (!lease) return unknown('bail', leaseRef);
      if (account.id !== lease.tenant_account_id && account.id !== lease.landlord_account_id) {
        return 'bail : ce n’est pas celui de ce compte client';
      }
      if (buildingId !== undefined && buildingId !== lease.building_id)
        return 'bail : il n’est pas dans l’immeuble';
      if (lot && lot.id !== lease.lot_id) return 'bail : il n’est pas celui du lot';
      return (
        account.ledgers.get(lease.id) ??
        this.#open(account, {
          subject: lease.id,
          buildingId: lease.building_id,
          lotId: lease.lot_id,
          leaseId: lease.id,
        })
      );
    }
    if (buildingId === undefined) return 'immeuble ou bail : il faut l’un des deux';
    if (!lot)
      return (
        account.ledgers.get(buildingId) ??
        this.#open(account, { subject: buildingId, buildingId, lotId: null, leaseId: null })
      );
    if (lot.building_id !== buildingId) return 'lot : il n’est pas dans l’immeuble';
    const subject = `${buildingId}/${lot.id}`;
    return (
      account.ledgers.get(subject) ??
      this.#open(account, { subject, buildingId, lotId: lot.id, leaseId: null })
    );
  }

  /** All of them; new ones get ids that grow with their numbers, so that rows are written in the order of the key. */
  inOrder(): OpenLedger[] {
    const opened = this.#all.slice(this.#keptLength);
    const ids = opened.map(() => this.#newId()).toSorted();
    opened.forEach((ledger, i) => (ledger.id = ids[i]!));
    return this.#all;
  }

  #open(account: OpenAccount, subject: Subject): OpenLedger {
    const ledger: OpenLedger = {
      no: this.#all.length,
      id: '',
      accountId: account.id,
      ...subject,
      keptCount: 0,
      count: 0,
      balance: 0,
      firstDay: null,
      lastDay: null,
      sequence: 0,
      isDisordered: false,
    };
    this.#all.push(ledger);
    account.ledgers.set(subject.subject, ledger);
    return ledger;
  }
}

const unknown = (name: string, ref: string): string => `${name} : référence inconnue ${quoted(ref)}`;

/** One more entry: its rank and the balance after it are then in the ledger. */
export const noteEntry = (ledger: OpenLedger, day: string, net: number): void => {
  if (ledger.lastDay === null || day > ledger.lastDay) {
    ledger.sequence = 1;
    ledger.lastDay = day;
    ledger.firstDay ??= day;
  } else if (day === ledger.lastDay) ledger.sequence += 1;
  else ledger.isDisordered = true;
  ledger.count += 1;
  ledger.balance += net;
};
