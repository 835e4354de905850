import type { Trx } from '../database/open.ts';
import { place } from '../documents/place.ts';
import { folded } from '../values/search.ts';
import type { Lots, TestAgency } from './agency.ts';
import {
  accountNames,
  accountsOf,
  canary,
  documentNames,
  type AccountName,
  type DocumentName,
} from './people.ts';

/** One ledger per account, three lines each. */
export const insertLedgers = async (
  trx: Trx,
  { id: agency_id, slug, accounts, ledgers, documents }: TestAgency,
  { buildings, lots }: Lots,
): Promise<void> => {
  await trx
    .insertInto('ledger')
    .values(
      accountNames.map((name) => ({
        id: ledgers[name],
        agency_id,
        account_id: accounts[name],
        subject: '1/1',
        building_id: buildings[0] ?? '',
        lot_id: lots[accountsOf[name].lot - 1] ?? null,
        balance_cents: -15_000,
        entry_count: 3,
        first_day: '2026-01-01',
        last_day: '2026-10-01',
      })),
    )
    .execute();
  const own = (name: AccountName): string | null =>
    name === 'newcomer' ? null : documents[`account-${name}`];
  await trx
    .insertInto('ledger_entry')
    .values(
      accountNames.flatMap((name) =>
        // The third line points to a letter that is not this account's: it must show without it.
        [own(name), null, own(name === 'neighbour' ? 'couple' : 'neighbour')].map((document_id, index) => ({
          ledger_id: ledgers[name],
          day: `2026-${index === 2 ? '10' : '01'}-01`,
          sequence: index + 1,
          external_id: String(index + 1),
          label: `Appel ${canary(slug, `account-${name}`)}`,
          kind: 'call' as const,
          debit_cents: 5000,
          credit_cents: 0,
          balance_cents: -5000 * (index + 1),
          document_id,
        })),
      ),
    )
    .execute();
};

/** One document in every kind of place, each with its own file. */
export const insertDocuments = async (
  trx: Trx,
  { id: agency_id, slug, accounts, documents }: TestAgency,
  { buildings, lots }: Lots,
  keepFile: (text: string) => Promise<string>,
  now: Date,
): Promise<void> => {
  const placeOf = (name: DocumentName): string => {
    const [kind = '', which = '', audience = ''] = name.split('-');
    const reader = audience === 'owners' ? 'owners' : 'residents';
    if (kind === 'account') return place.account(accounts[which as AccountName]);
    if (kind === 'lot') return place.lot(lots[Number(which) - 1] ?? '', reader);
    if (kind === 'building') return place.building(buildings[Number(which) - 1] ?? '', reader);
    if (kind === 'council') return place.council(buildings[0] ?? '');
    return place.agency(agency_id);
  };
  const media: Record<string, string> = { html: 'text/html', svg: 'image/svg+xml' };
  const rows = await Promise.all(
    documentNames.map(async (name, index) => {
      const secret = canary(slug, `doc-${name}`);
      const ending = /-(html|svg)$/.exec(name)?.[1] ?? 'pdf';
      const title = `Procès-verbal ${secret}`;
      return {
        id: documents[name],
        agency_id,
        external_id: String(index + 1),
        place: placeOf(name),
        kind: name.startsWith('account') ? ('call' as const) : ('minutes' as const),
        title,
        day: index % 2 === 0 ? '2026-10-01' : '2025-06-01',
        building_id: name.startsWith('agency')
          ? null
          : (buildings[name.startsWith('building-2') ? 1 : 0] ?? null),
        lot_id: name.startsWith('lot') ? (lots[Number(name[4]) - 1] ?? null) : null,
        account_id: null,
        file_hash: await keepFile(`%PDF-1.4 ${secret}`),
        file_name: `${secret}.${ending}`,
        media_type: media[ending] ?? 'application/pdf',
        size_bytes: 40,
        search: folded(`${title} minutes`),
        published_at: now.toISOString(),
      };
    }),
  );
  await trx.insertInto('document').values(rows).execute();
};
