const kindNames: Record<string, string> = {
  apartment: 'Appartement',
  house: 'Maison',
  cellar: 'Cave',
  parking: 'Parking',
  garage: 'Garage',
  shop: 'Commerce',
  office: 'Bureau',
  room: 'Local',
  other: 'Lot',
};

export interface NamedLot {
  /** As the état descriptif de division numbers it. */
  number: string;
  kind: string;
  label: string | null;
}

/** What people call a lot: its label where the agency gave one, else « Cave (lot 12) ». */
export const lotName = ({ number, kind, label }: NamedLot): string =>
  label ?? `${kindNames[kind] ?? 'Lot'} (lot ${number})`;

const french = new Intl.Collator('fr', { numeric: true });

/** As people count: 2 before 10, then by what comes after the number. */
export const byLotNumber = (a: NamedLot, b: NamedLot): number => french.compare(a.number, b.number);
