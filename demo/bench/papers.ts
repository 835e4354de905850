import { hash } from 'node:crypto';
import { dayOf, pad, type Insert, type Value } from './insert.ts';
import { accountId, agency, buildingId, ledgerId, now, perBuilding } from './people.ts';
import type { Population } from './population.ts';

/** In the order in which the table lies. */
export const insertEntries = (insert: Insert, { residents, lots, entries }: Population): void => {
  const entry = insert('ledger_entry');
  const days = Array.from({ length: entries }, (_, n) => dayOf(n, entries));
  for (let l = 0; l < residents * lots; l += 1) {
    const ledger_id = ledgerId(l);
    for (const [n, day] of days.entries()) {
      entry({
        ledger_id,
        day,
        sequence: 1,
        external_id: `E${l}.${n}`,
        label: n % 2 === 0 ? 'Appel de provisions sur charges, 2e trimestre' : 'Virement reçu',
        kind: n % 2 === 0 ? 'provision' : 'payment',
        debit_cents: n % 2 === 0 ? 12_345 : 0,
        credit_cents: n % 2 === 0 ? 0 : 12_545,
        balance_cents: n % 2 === 0 ? n * 100 - 12_345 : (n + 1) * 100,
        document_id: null,
      });
    }
  }
};

/** Month after month as agencies send them: one person's papers lie far apart in the table. */
export const insertDocuments = (insert: Insert, { residents, documents }: Population): void => {
  const document = insert('document');
  const buildings = Math.ceil(residents / perBuilding);
  let n = 0;
  const file = (place: string, kind: string, title: string, day: string, about: Record<string, Value>) => {
    n += 1;
    const id = hash('sha256', `document ${n}`, 'base64url').slice(0, 27);
    const content = {
      file_hash: id,
      file_name: `${kind}.pdf`,
      media_type: 'application/pdf',
      size_bytes: 48_000,
    };
    const base = { id, agency_id: agency.id, external_id: `D${pad(n)}`, place, kind, title, day };
    document({
      ...base,
      building_id: null,
      account_id: null,
      ...about,
      ...content,
      search: `${title} ${kind}`,
      published_at: now,
    });
  };
  for (let d = 0; d < documents; d += 1) {
    const day = dayOf(d, documents);
    for (let r = 0; r < residents; r += 1) {
      const about = { building_id: buildingId(Math.floor(r / perBuilding)), account_id: accountId(r) };
      file(`account:${accountId(r)}`, 'call', 'Appel de fonds', day, about);
    }
    for (let b = 0; b < buildings; b += 1)
      file(`building:${buildingId(b)}:owners`, 'minutes', 'Procès-verbal', day, {
        building_id: buildingId(b),
      });
    file(`agency:${agency.id}`, 'letter', 'Lettre à tous', day, {});
  }
};
