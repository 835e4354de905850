import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { failureOf } from '../../shared/api.ts';
import type { PalierElement } from '../../shared/element.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { fr } from '../text/passkey.fr.ts';

export const text = chunkText(fr, () => import('../text/passkey.en.ts').then(({ en }) => en));

const unsupported = (): boolean => !browserSupportsWebAuthn();
class Unsupported extends Error {}

/** The device's answer to what the server asks, both as JSON text. Throws what `sentenceFor` says in words. */
export const authenticate = async (options: string): Promise<string> => {
  if (unsupported()) throw new Unsupported();
  return JSON.stringify(await startAuthentication({ optionsJSON: JSON.parse(options) }));
};

/** A new passkey on this device, as JSON text. */
export const register = async (options: string): Promise<string> => {
  if (unsupported()) throw new Unsupported();
  return JSON.stringify(await startRegistration({ optionsJSON: JSON.parse(options) }));
};

type Purpose = keyof typeof fr.cancelled;

/** What went wrong, and the way on. Browsers do not tell a refusal from a device that has no passkey: nor do we. */
export const sentenceFor = (error: unknown, host: PalierElement, purpose: Purpose): string => {
  const words = text(host);
  if (error instanceof Unsupported) return words.unsupported;
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return words.already;
  // The library passes on what the browser threw, or wraps it; the network throws a TypeError.
  if (error instanceof WebAuthnError || error instanceof DOMException) return words.cancelled[purpose];
  const { code } = failureOf(error);
  return code === 'invalid' ? words.refused[purpose] : host.t.common.error[code];
};
