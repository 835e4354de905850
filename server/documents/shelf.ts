import { lotName } from '../properties/lot-name.ts';
import type { DocumentKind, ShelfContents } from './contract.ts';

/** Documents counted together: same kind, year, building and lot. */
export interface DocumentGroup {
  kind: DocumentKind;
  year: string;
  building_id: string | null;
  building_name: string | null;
  lot_id: string | null;
  lot_number: string | null;
  lot_kind: string | null;
  lot_label: string | null;
  n: number;
}

const french = new Intl.Collator('fr', { numeric: true });

export const contentsOf = (groups: readonly DocumentGroup[]): ShelfContents => {
  const byBuilding = Map.groupBy(groups, ({ building_id }) => building_id);
  const byYear = Map.groupBy(groups, ({ year }) => Number(year));
  const byKind = Map.groupBy(groups, ({ kind }) => kind);
  return {
    count: countOf(groups),
    buildings: [...byBuilding]
      .flatMap(([id, own]) => {
        const name = own[0]?.building_name ?? null;
        return id === null || name === null ? [] : [{ id, name, count: countOf(own), lots: lotsOf(own) }];
      })
      .toSorted((a, b) => french.compare(a.name, b.name)),
    years: [...byYear]
      .map(([year, own]) => ({ year, count: countOf(own) }))
      .toSorted((a, b) => b.year - a.year),
    kinds: [...byKind].map(([kind, own]) => ({ kind, count: countOf(own) })),
  };
};

const lotsOf = (groups: readonly DocumentGroup[]) =>
  [...Map.groupBy(groups, ({ lot_id }) => lot_id)]
    .flatMap(([id, own]) => {
      const [lot] = own;
      if (id === null || !lot || lot.lot_number === null) return [];
      const name = lotName({ number: lot.lot_number, kind: lot.lot_kind ?? '', label: lot.lot_label });
      return [{ id, name, count: countOf(own) }];
    })
    .toSorted((a, b) => french.compare(a.name, b.name));

const countOf = (groups: readonly DocumentGroup[]): number => groups.reduce((sum, { n }) => sum + n, 0);
