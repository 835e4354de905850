import type { Agency } from '../agency/contract.ts';
import type { Day } from '../values/day.ts';
import type { Role } from '../access/contract.ts';
import { letterFragment } from '../values/provisional-secret.ts';
import { tied } from '../values/tied.ts';

/** Someone who holds an account, as a letter addresses them. */
export interface Addressee {
  name: string;
  address: string;
  postcode: string;
  town: string;
  identifier: string;
  role: Role;
  /** Of the account: « M. et Mme Aubry ». */
  label: string;
}

/** The words of one letter, in the order in which they are read. */
export interface LetterWords {
  sender: string[];
  addressee: string[];
  dated: string;
  subject: string;
  opening: string[];
  account: string;
  identifier: string;
  code: string;
  validity: string;
  /** What the QR code opens. */
  link: string;
  /** What a screen reader says of it. */
  linkSays: string;
  steps: string[];
  /** Typed by who does not use the QR code; stands under the first step. */
  address: string;
  closing: string[];
}

const roles: Record<Role, string> = {
  owner: 'Copropriétaire',
  landlord: 'Propriétaire bailleur',
  tenant: 'Locataire',
};

const longDay = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
/** « 20 novembre 2026 », « 1er décembre 2026 ». */
const inWords = (day: Day): string => longDay.format(new Date(`${day}T00:00:00Z`)).replace(/^1 /, '1er ');

/** `lastDay` is the last whole day on which the code opens. */
export const activationLetter = (
  agency: Agency,
  to: Addressee,
  code: string,
  today: Day,
  lastDay: Day,
): LetterWords => {
  const page = `${agency.portalUrl}/premiere-connexion`;
  const typed = page.replace(/^https:\/\//, '');
  const words: LetterWords = {
    sender: [agency.name, ...agency.address, ...[agency.phone, agency.email].filter((line) => line !== null)],
    addressee: [to.name, ...linesOf(to.address), `${to.postcode} ${to.town.toLocaleUpperCase('fr')}`],
    dated: `${(agency.address.at(-1) ?? '').replace(/^\S*\d\S*\s+/, '')}, le ${inWords(today)}`,
    subject: 'Votre accès à votre espace client',
    opening: [
      'Madame, Monsieur,',
      `${agency.name} vous ouvre un espace client sur internet : vous y trouvez votre solde, vos échéances et vos documents, à toute heure. Ce courrier contient tout ce qu’il faut pour y entrer la première fois.`,
    ],
    account: [roles[to.role], to.label].filter(Boolean).join(' : '),
    identifier: to.identifier,
    code,
    validity: `Ce code sert une seule fois, jusqu’au ${inWords(lastDay)} inclus.`,
    link: `${page}#${letterFragment(to.identifier, code)}`,
    linkSays: `Code QR : il ouvre ${typed} avec votre identifiant et votre code.`,
    steps: [
      'Visez le carré ci-dessus avec l’appareil photo de votre téléphone : tout s’écrit tout seul. Sinon, tapez cette adresse dans votre navigateur, puis votre identifiant et votre code :',
      'Donnez votre adresse de courriel. Un courriel vous y attend aussitôt : suivez son lien, ou recopiez les six chiffres qu’il contient.',
      'Choisissez votre mot de passe. La prochaine fois, votre identifiant et lui suffiront.',
    ],
    address: typed,
    closing: [
      'Ce courrier vaut une clé : gardez-le pour vous. Personne, pas même nous, ne vous demandera ce code par téléphone ou par message.',
      helpOf(agency),
    ],
  };
  return spaced(words);
};

const helpOf = ({ name, phone, email, hours }: Agency): string => {
  const open = hours.map((line) => line.charAt(0).toLocaleLowerCase('fr') + line.slice(1)).join(', ');
  if (phone)
    return `Une question ? Appelez-nous au ${phone.replaceAll(' ', '\u00a0')}${open && ` (${open})`}.`;
  if (email) return `Une question ? Écrivez-nous à ${email}.`;
  return `Une question ? ${name} vous répond.`;
};

/** An address imported as one line is broken where it has commas, so that a window shows it whole. */
const linesOf = (address: string): string[] => {
  const lines = address
    .split(/\n|,\s+/)
    .map((line) => line.trim())
    .filter(Boolean);
  // « 12, rue des Lilas » : a number alone goes with what follows.
  const joined: string[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before !== undefined && /^\d+\s*(?:bis|ter|quater|[a-d])?$/i.test(before))
      joined[joined.length - 1] = `${before} ${line}`;
    else joined.push(line);
  }
  return joined;
};

const spaced = (words: LetterWords): LetterWords => ({
  ...words,
  opening: words.opening.map(tied),
  account: tied(words.account),
  linkSays: tied(words.linkSays),
  steps: words.steps.map(tied),
  closing: words.closing.map(tied),
});
