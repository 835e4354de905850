/** An agency as `palier agency add` takes it, but for its addresses: the demo server gives them with its port. */
export interface Settings {
  slug: string;
  name: string;
  legalName: string;
  address: string;
  postcode: string;
  town: string;
  phone: string;
  email: string;
  hours: string[];
  website: string;
  accent: string;
  onAccent: string;
  signIn: 'one-step' | 'two-step';
  passwordPolicy: { minLength: number; kinds: number };
  mailSender: string;
  identifierHint: string;
  identifierPlace: 'top-left' | 'top-right' | 'middle' | 'bottom';
  waysIn: ('first-connection' | 'create-space' | 'tenant-registration')[];
  /** The demo's own provider. */
  social: 'oidc'[];
}

export const vauquelin: Settings = {
  slug: 'vauquelin',
  name: 'Cabinet Vauquelin',
  legalName: 'Cabinet Vauquelin et Fils, SARL au capital de 48 000 €',
  address: '18, rue de la Fontaine-aux-Lions',
  postcode: '38000',
  town: 'Grenoble',
  phone: '04 65 71 38 04',
  email: 'contact@cabinet-vauquelin.example',
  hours: [
    'Du lundi au jeudi, de 9 h à 12 h et de 14 h à 18 h',
    'Le vendredi, de 9 h à 12 h et de 14 h à 17 h',
  ],
  website: 'https://www.cabinet-vauquelin.example',
  accent: '#7b1e2e',
  onAccent: '#ffffff',
  signIn: 'one-step',
  passwordPolicy: { minLength: 8, kinds: 3 },
  mailSender: 'Cabinet Vauquelin <ne-pas-repondre@cabinet-vauquelin.example>',
  identifierHint: 'Il figure en haut à gauche de vos appels de fonds.',
  identifierPlace: 'top-left',
  waysIn: ['first-connection'],
  social: ['oidc'],
};

export const horizon: Settings = {
  slug: 'horizon',
  name: 'Horizon Immobilier',
  legalName: 'Horizon Immobilier, SAS au capital de 2 400 000 €',
  address: '52, boulevard des Alizés',
  postcode: '69003',
  town: 'Lyon',
  phone: '01 99 00 52 52',
  email: 'clients@horizon-immobilier.example',
  hours: [
    'Du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h 30',
    'Le samedi, de 9 h à 12 h, sur rendez-vous',
  ],
  website: 'https://www.horizon-immobilier.example',
  accent: '#0b5cad',
  onAccent: '#ffffff',
  signIn: 'two-step',
  passwordPolicy: { minLength: 10, kinds: 3 },
  mailSender: 'Horizon Immobilier <noreply@horizon-immobilier.example>',
  identifierHint:
    'Il figure en haut à gauche de vos appels de fonds, appels de loyers et comptes rendus de gérance.',
  identifierPlace: 'top-left',
  waysIn: ['create-space'],
  social: ['oidc'],
};

export const nacre: Settings = {
  slug: 'nacre',
  name: 'Nacre',
  legalName: 'Nacre Gestion, SAS au capital de 100 000 €',
  address: '9, passage des Verriers',
  postcode: '75011',
  town: 'Paris',
  phone: '01 99 00 11 75',
  email: 'bonjour@nacre.example',
  hours: ['Du lundi au vendredi, de 9 h à 19 h'],
  website: 'https://www.nacre.example',
  accent: '#111111',
  onAccent: '#ffffff',
  signIn: 'one-step',
  passwordPolicy: { minLength: 12, kinds: 1 },
  mailSender: 'Nacre <ne-pas-repondre@nacre.example>',
  identifierHint: 'Il figure en haut à gauche de vos appels de fonds et de vos quittances.',
  identifierPlace: 'top-left',
  waysIn: ['first-connection', 'create-space', 'tenant-registration'],
  social: ['oidc'],
};

export const boivre: Settings = {
  slug: 'boivre',
  name: 'Habitat Val de Boivre',
  legalName: 'Habitat Val de Boivre, société coopérative d’intérêt collectif',
  address: '3, allée des Peupliers',
  postcode: '86580',
  town: 'Vouneuil-sous-Biard',
  phone: '05 36 49 86 00',
  email: 'relation.locataires@val-de-boivre.example',
  hours: ['Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h'],
  website: 'https://www.val-de-boivre.example',
  accent: '#000091',
  onAccent: '#ffffff',
  signIn: 'one-step',
  passwordPolicy: { minLength: 8, kinds: 3 },
  mailSender: 'Habitat Val de Boivre <ne-pas-repondre@val-de-boivre.example>',
  identifierHint: 'Votre numéro de compte client figure en haut à gauche de votre avis d’échéance.',
  identifierPlace: 'top-left',
  waysIn: ['tenant-registration', 'first-connection'],
  social: [],
};
