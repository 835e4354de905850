import type { Role } from '../access/contract.ts';
import type { DocumentKind } from '../documents/contract.ts';
import type { EntryKind } from '../finance/contract.ts';
import { folded } from '../values/search.ts';

// The exchange format speaks French, the code English: here is every pair, and nowhere else.

export const roles: Record<string, Role> = {
  coproprietaire: 'owner',
  bailleur: 'landlord',
  locataire: 'tenant',
};

export const personKinds: Record<string, 'natural' | 'legal'> = {
  personne: 'natural',
  societe: 'legal',
};

export const lotKinds: Record<string, string> = {
  appartement: 'apartment',
  maison: 'house',
  cave: 'cellar',
  parking: 'parking',
  garage: 'garage',
  commerce: 'shop',
  bureau: 'office',
  local: 'room',
  autre: 'other',
};

export const titles: Record<string, 'full' | 'bare' | 'usufruct' | 'joint'> = {
  pleine_propriete: 'full',
  nue_propriete: 'bare',
  usufruit: 'usufruct',
  indivision: 'joint',
};

export const seats: Record<string, 'president' | 'member'> = {
  president: 'president',
  presidente: 'president',
  membre: 'member',
};

export const entryKinds: Record<string, EntryKind> = {
  appel: 'call',
  provision: 'provision',
  fonds_travaux: 'works-fund',
  loyer: 'rent',
  charges: 'charges',
  reglement: 'payment',
  aide_logement: 'housing-aid',
  regularisation: 'settlement',
  honoraires: 'fees',
  autre: 'other',
};

export const documentKinds: Record<string, DocumentKind> = {
  appel_fonds: 'call',
  avis_echeance: 'due-notice',
  quittance: 'receipt',
  releve_charges: 'charges-statement',
  decompte_charges: 'charges-breakdown',
  compte_rendu_gerance: 'management-report',
  bail: 'lease',
  etat_des_lieux: 'inventory',
  pv_ag: 'minutes',
  convocation_ag: 'convocation',
  reglement_copropriete: 'co-ownership-rules',
  carnet_entretien: 'maintenance-log',
  diagnostic: 'diagnosis',
  fiche_synthetique: 'summary-sheet',
  assurance: 'insurance',
  contrat: 'contract',
  contrat_syndic: 'manager-contract',
  facture: 'invoice',
  devis: 'quote',
  budget: 'budget',
  balance: 'trial-balance',
  releve_depenses: 'expenses-statement',
  ordre_bancaire: 'bank-order',
  attestation: 'certificate',
  courrier: 'letter',
  autre: 'other',
};

/** What people type when they look for a document of that kind. */
export const searchedAs: Record<DocumentKind, string> = {
  call: 'appel de fonds',
  'due-notice': "avis d'échéance",
  receipt: 'quittance de loyer',
  'charges-statement': 'relevé de charges',
  'charges-breakdown': 'décompte de charges',
  'management-report': 'compte rendu de gérance crg',
  lease: 'bail contrat de location',
  inventory: 'état des lieux',
  minutes: "procès-verbal d'assemblée générale pv ag",
  convocation: "convocation à l'assemblée générale ag",
  'co-ownership-rules': 'règlement de copropriété',
  'maintenance-log': "carnet d'entretien",
  diagnosis: 'diagnostic',
  'summary-sheet': 'fiche synthétique',
  insurance: 'assurance',
  contract: 'contrat',
  'manager-contract': 'contrat de syndic',
  invoice: 'facture',
  quote: 'devis',
  budget: 'budget prévisionnel',
  'trial-balance': 'balance',
  'expenses-statement': 'relevé de dépenses',
  'bank-order': 'ordre bancaire',
  certificate: 'attestation',
  letter: 'courrier',
  other: 'autre',
};

export type Scope = 'agency' | 'building' | 'lot' | 'account' | 'council';
export const scopes: Record<string, Scope> = {
  agence: 'agency',
  immeuble: 'building',
  lot: 'lot',
  compte: 'account',
  conseil: 'council',
};

export const audiences: Record<string, 'owners' | 'residents'> = {
  proprietaires: 'owners',
  occupants: 'residents',
};

/** A word of the format as software writes it: « Pleine propriété », `pleine-propriete` and `PLEINE_PROPRIETE` are one. */
export const wordKey = (text: string): string => folded(text).replaceAll(/[\s\-']+/g, '_');
