import type { LetterContent } from '../../values/letter.ts';

/** What changed in how someone proves who they are. */
export const factorChanges = {
  'passkey-added':
    'Une clé d’accès a été ajoutée : elle permet d’entrer dans votre espace sans mot de passe.',
  'passkey-removed': 'Une clé d’accès a été retirée : elle n’ouvre plus votre espace.',
  'totp-added':
    'Une application de codes a été ajoutée : un code vous sera demandé après votre mot de passe. Vos codes de secours ont été donnés en même temps.',
  'totp-replaced':
    'L’application de codes a été remplacée par une autre : les codes de la précédente ne valent plus rien. De nouveaux codes de secours ont été donnés.',
  'totp-removed': 'L’application de codes a été retirée : votre mot de passe suffit de nouveau pour entrer.',
  'recovery-codes-renewed':
    'De nouveaux codes de secours ont été donnés : les précédents ne valent plus rien.',
  'recovery-code-used': 'Un code de secours a servi à entrer dans votre espace.',
  'social-linked':
    'Un compte externe a été associé à votre accès : il permet d’entrer dans votre espace sans mot de passe.',
  'social-removed': 'Un compte externe a été dissocié de votre accès : il n’ouvre plus votre espace.',
  'password-changed': 'Votre mot de passe a été changé, et vos autres sessions ont été fermées.',
  'phone-added':
    'Un numéro de téléphone a été enregistré : des codes de confirmation pourront y être envoyés.',
  'phone-removed':
    'Votre numéro de téléphone a été supprimé : aucun code de confirmation n’y sera plus envoyé.',
  'keys-removed':
    'Votre accès a été rouvert avec cette adresse, grâce à un courrier ou à une invitation de votre agence. Ce qui l’ouvrait auparavant (clés d’accès, comptes externes, application de codes et codes de secours, téléphone) a été retiré, et les sessions ont été fermées : ajoutez de nouveau ce dont vous vous servez, dans « Mon accès ».',
  'factors-reset':
    'À la demande de votre agence, votre application de codes, vos clés d’accès et vos codes de secours ont été retirés, et vos sessions fermées : votre mot de passe suffit de nouveau pour entrer.',
  'agent-factors-reset':
    'À la demande de votre agence, votre application de codes, vos clés d’accès et vos codes de secours ont été retirés, et vos sessions fermées. Une nouvelle application vous sera demandée à votre prochaine connexion.',
} as const;
export type FactorChange = keyof typeof factorChanges;

const subjects: Partial<Record<FactorChange, string>> = {
  'recovery-code-used': 'un code de secours a servi',
  'password-changed': 'votre mot de passe a été changé',
  'keys-removed': 'votre accès a été rouvert',
};

/** V6.3.7 of the ASVS: whoever did it, the owner of the mailbox is told. */
export const factorLetter = (letter: {
  agencyName: string;
  name: string;
  change: FactorChange;
  at: Date;
  /** « Chrome · Android »; empty when it is not known. */
  device: string;
  /** Recovery codes not used yet, after one was. */
  left?: number | undefined;
  /** Where the portal is. */
  portal: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : ${subjects[letter.change] ?? 'votre façon de vous connecter a changé'}`,
  body: [
    `Bonjour ${letter.name},`,
    `${factorChanges[letter.change]}${leftSentence(letter.left)}`,
    `C’était le ${momentText(letter.at)}${letter.device ? `, depuis ${letter.device}` : ''}.`,
    'Si cela vient de vous, il n’y a rien à faire. Sinon, choisissez sans attendre un autre mot de passe, avec « Mot de passe oublié » : toutes les sessions seront fermées. Puis prévenez votre agence.',
    { action: 'Ouvrir la page de connexion', href: `${letter.portal}/connexion` },
  ],
});

/** « 12 mars 2026 à 14 h 32 », in Paris. */
const momentText = (at: Date): string => moment.format(at).replace(':', ' h ');
const moment = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
});

const leftSentence = (left: number | undefined): string => {
  if (left === undefined) return '';
  if (left === 0) return ' C’était le dernier : demandez-en d’autres dans « Mon accès ».';
  return left === 1 ? ' Il en reste un.' : ` Il en reste ${left}.`;
};
