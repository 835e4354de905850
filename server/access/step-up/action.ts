import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import { readMobile, showPhone } from '../../values/phone.ts';
import type { SocialProvider } from '../../values/ways-in.ts';
import type { StepUpAction } from './contract.ts';

/** Anything that a code may be bound to: what is done, and to what exactly. */
export interface Action {
  kind: string;
  [content: string]: unknown;
}

/** The same content, however it was typed. Throws `invalid` for what is no telephone. */
export const normalAction = (action: StepUpAction): StepUpAction => {
  if (action.kind === 'change-email') return { ...action, email: emailKey(action.email) };
  if (action.kind !== 'change-phone') return action;
  const phone = readMobile(action.phone);
  if (phone === undefined) throw new AppError('invalid', { fields: { phone: 'not-a-mobile' } });
  return { ...action, phone };
};

const providerNames: Record<SocialProvider, string> = {
  google: 'Google',
  linkedin: 'LinkedIn',
  facebook: 'Facebook',
  x: 'X',
  oidc: 'votre compte externe',
};

/** What is confirmed, in words: the message that carries the code and the screen that asks for it say the same. */
export const sayAction = (action: StepUpAction): string => {
  switch (action.kind) {
    case 'change-password':
      return 'Changer votre mot de passe';
    case 'change-email':
      return `Remplacer votre adresse de courriel par ${action.email}`;
    case 'change-phone':
      return `Enregistrer le numéro de téléphone ${showPhone(action.phone)}`;
    case 'remove-phone':
      return 'Supprimer votre numéro de téléphone';
    case 'add-passkey':
      return 'Ajouter une clé d’accès';
    case 'remove-passkey':
      return 'Supprimer une clé d’accès';
    case 'add-totp':
      return 'Ajouter une application de codes';
    case 'remove-totp':
      return 'Supprimer votre application de codes';
    case 'renew-recovery-codes':
      return 'Renouveler vos codes de secours';
    case 'link-social':
      return `Associer ${providerNames[action.provider]} à votre accès`;
    case 'unlink-social':
      return `Dissocier ${providerNames[action.provider]} de votre accès`;
  }
};

/** One text for one content: keys in order, at every depth. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, content]) => `${JSON.stringify(key)}:${canonical(content)}`).join(',')}}`;
};
