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

/** What people call a lot: its label where the agency gave one, else « Cave (lot 12) ». */
export const lotName = ({
  number,
  kind,
  label,
}: {
  number: string;
  kind: string;
  label: string | null;
}): string => label ?? `${kindNames[kind] ?? 'Lot'} (lot ${number})`;
