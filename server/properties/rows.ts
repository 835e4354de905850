export interface BuildingRow {
  id: string;
  agency_id: string;
  external_id: string;
  name: string;
  address: string;
  postcode: string;
  town: string;
  /** Numéro d'immatriculation au registre national des copropriétés. */
  register_number: string | null;
  closed_on: string | null;
}

export interface LotRow {
  id: string;
  agency_id: string;
  external_id: string;
  building_id: string;
  /** As the état descriptif de division numbers it. */
  number: string;
  kind: string;
  label: string | null;
  staircase: string | null;
  floor: string | null;
  closed_on: string | null;
}

/** Clé de répartition: who bears a cost, in tantièmes of `whole`. */
export interface DistributionKeyRow {
  id: string;
  agency_id: string;
  external_id: string;
  building_id: string;
  label: string;
  whole: number;
  closed_on: string | null;
}

export interface ShareRow {
  key_id: string;
  lot_id: string;
  /** Tantièmes of the key's whole. */
  shares: number;
}

/** A « tiers » of the agency's software: someone, or a company. */
export interface PersonRow {
  id: string;
  agency_id: string;
  external_id: string;
  kind: 'natural' | 'legal';
  civility: string | null;
  last_name: string;
  first_name: string | null;
  email: string | null;
  phone: string | null;
  address: string | null;
  postcode: string | null;
  town: string | null;
  closed_on: string | null;
}

/** Compte client: what the agency's letters carry an identifier for. */
export interface AccountRow {
  id: string;
  agency_id: string;
  external_id: string;
  /** As printed. */
  identifier: string;
  /** As compared: without spaces or case. */
  identifier_key: string;
  role: 'owner' | 'landlord' | 'tenant';
  label: string;
  closed_on: string | null;
}

/** A couple or an indivision shares one account. */
export interface AccountHolderRow {
  account_id: string;
  person_id: string;
  position: number;
}

/** Who owns a lot, from a day until another, that last day included. */
export interface OwnershipRow {
  id: string;
  agency_id: string;
  lot_id: string;
  account_id: string;
  title: 'full' | 'bare' | 'usufruct' | 'joint';
  from_day: string;
  until_day: string | null;
}

export interface LeaseRow {
  id: string;
  agency_id: string;
  external_id: string;
  lot_id: string;
  tenant_account_id: string;
  landlord_account_id: string | null;
  from_day: string;
  until_day: string | null;
}

export interface CouncilMemberRow {
  building_id: string;
  account_id: string;
  seat: 'president' | 'member';
  from_day: string;
  until_day: string | null;
}
