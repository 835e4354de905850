import type { Book, Building, Lot } from './book.ts';
import type { Random } from './random.ts';
import { shareOut } from './random.ts';

export interface BuildingSpec {
  nom: string;
  adresse: string;
  code_postal: string;
  ville: string;
  floors: number;
  perFloor: number;
  caves: number;
  parkings: number;
  shops?: number;
  lift: boolean;
  heating: boolean;
  /** How this agency numbers its lots. */
  number: (rank: number) => string;
  /** « 3 pièces » or « T3 »: how this agency names a home. */
  home: (rooms: number, floor: number, door: number, numero: string) => string;
  /** Tantièmes that one lot must have for a printed figure to come out exactly. */
  fixed?: Record<string, number>;
}

export interface Key {
  ref: string;
  label: string;
  total: number;
  shares: Map<string, number>;
}

export interface Built {
  building: Building;
  lots: Lot[];
  keys: { general: Key; lift?: Key; heating?: Key };
}

const floorName = (floor: number): string => (floor === 0 ? 'RDC' : String(floor));
const registry = (random: Random): string => {
  const letters = 'ABCDEFGH';
  return `A${random.pick([...letters])}${random.between(1, 9)}-${random.between(100, 999)}-${random.between(100, 999)}`;
};

export const isHome = (lot: Lot): boolean => lot.nature === 'appartement' || lot.nature === 'maison';
export const isAnnex = (lot: Lot): boolean => ['cave', 'parking', 'garage'].includes(lot.nature);

export const build = (book: Book, random: Random, spec: BuildingSpec): Built => {
  const { nom, adresse, code_postal, ville } = spec;
  const building: Building = { ref: book.nextRef('IMM'), nom, adresse, code_postal, ville };
  book.add('immeubles', { ...building, immatriculation: registry(random) });

  const lots: Lot[] = [];
  const addLot = (nature: string, libelle: string, floor: number, surface: number): void => {
    const numero = spec.number(lots.length + 1);
    const lot: Lot = {
      ref: `${building.ref}-${numero.replaceAll(' ', '')}`,
      building,
      numero,
      nature,
      libelle,
      etage: floorName(floor),
      surface,
    };
    lots.push(lot);
    book.add('lots', {
      ref: lot.ref,
      immeuble: building.ref,
      numero,
      nature,
      libelle,
      batiment: 'A',
      etage: lot.etage,
    });
  };
  for (let shop = 1; shop <= (spec.shops ?? 0); shop += 1)
    addLot('commerce', `Local commercial ${shop}`, 0, random.between(45, 110));
  const firstFloor = spec.shops ? 1 : 0;
  for (let floor = firstFloor; floor < firstFloor + spec.floors; floor += 1) {
    for (let door = 1; door <= spec.perFloor; door += 1) {
      const rooms = random.pick([1, 2, 2, 3, 3, 3, 4, 4, 5]);
      addLot(
        'appartement',
        spec.home(rooms, floor, door, spec.number(lots.length + 1)),
        floor,
        14 + rooms * 17 + random.between(0, 9),
      );
    }
  }
  for (let cave = 1; cave <= spec.caves; cave += 1) addLot('cave', `Cave ${cave}`, -1, 2);
  for (let place = 1; place <= spec.parkings; place += 1) addLot('parking', `Parking ${place}`, -1, 4);

  const addKey = (
    label: string,
    total: number,
    members: Lot[],
    weight: (lot: Lot) => number,
    fixed: Record<string, number> = {},
  ): Key => {
    const key: Key = { ref: book.nextRef('CLE'), label, total, shares: new Map() };
    const free = members.filter((lot) => fixed[lot.numero] === undefined);
    const kept = members.reduce((sum, lot) => sum + (fixed[lot.numero] ?? 0), 0);
    const shared = shareOut(total - kept, free.map(weight));
    members.forEach((lot) => key.shares.set(lot.ref, fixed[lot.numero] ?? shared[free.indexOf(lot)] ?? 0));
    book.add('cles', { ref: key.ref, immeuble: building.ref, libelle: label, total });
    for (const [lot, tantiemes] of key.shares) book.add('tantiemes', { cle: key.ref, lot, tantiemes });
    return key;
  };
  const living = lots.filter((lot) => !isAnnex(lot));
  const upstairs = living.filter((lot) => Number(lot.etage) > 0);
  const keys: Built['keys'] = {
    general: addKey('Charges générales', 10000, lots, (lot) => lot.surface, spec.fixed),
  };
  if (spec.lift)
    keys.lift = addKey('Ascenseur', 1000, upstairs, (lot) => lot.surface * (1 + Number(lot.etage) * 0.2));
  if (spec.heating) keys.heating = addKey('Chauffage collectif', 1000, living, (lot) => lot.surface);
  return { building, lots, keys };
};
