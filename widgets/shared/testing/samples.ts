import type { Person } from '../../../server/access/contract.ts';
import type { Agency } from '../../../server/agency/contract.ts';
import type { Bootstrap } from '../../../server/portal/contract.ts';

export const sampleAgency: Agency = {
  slug: 'agence-du-port',
  name: 'Agence du Port',
  address: ['12 quai de la Fosse', '44000 Nantes'],
  phone: '02 40 00 00 00',
  email: 'contact@agence-du-port.example',
  hours: ['Du lundi au vendredi, de 9 h à 12 h et de 14 h à 18 h'],
  website: 'https://www.agence-du-port.example',
  portalUrl: 'https://espace.agence-du-port.example',
  signIn: 'one-step',
  passwordPolicy: { minLength: 12, kinds: 3 },
  identifierHint: 'Il figure en haut à gauche de vos appels de fonds.',
  identifierPlace: null,
  waysIn: ['first-connection'],
  accent: null,
  onAccent: null,
};

export const samplePerson: Person = {
  name: 'Hélène Aubry-Desrosiers',
  email: 'helene.aubry@courriel.example',
  accounts: [
    { id: 'a1', identifier: 'C0045210', role: 'owner', label: 'M. et Mme Aubry-Desrosiers', lots: 4 },
    { id: 'a2', identifier: 'C0045377', role: 'landlord', label: 'Mme Hélène Aubry', lots: 1 },
  ],
  isAgent: false,
};

/** The bootstrap answer of a signed-in page; `person: null` for a page where nobody is. */
export const sampleBootstrap = (own: Partial<Bootstrap> = {}): Bootstrap => ({
  agency: sampleAgency,
  mode: 'same-site',
  social: [],
  person: samplePerson,
  ...own,
});
