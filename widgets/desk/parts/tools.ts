import type { DeskSummary } from '../../../server/desk/contract.ts';
import type { InferOutput } from 'valibot';
import type { FormElement } from '../../shared/form-element.ts';
import type { Invitation } from './invitation.ts';
import type { Letters } from './letters.ts';
import type { DeskPlace } from './place.ts';
import type { DeskText } from './text/fr.ts';

/** What the desk lends to its places. */
export interface Tools {
  readonly host: FormElement;
  readonly words: DeskText;
  readonly summary: InferOutput<typeof DeskSummary> | undefined;
  readonly letters: Letters;
  /** What is typed to somebody, on behalf of a request or of nobody: kept until it is sent. */
  invitation(about: string, personId: string, email: string): Invitation;
  /** For those who hear the page. */
  readonly say: (sentence: string) => void;
  /** Reads the counts again: something changed. */
  readonly recount: () => void;
  /** Letters were made: lists show another access. */
  changed(): void;
  readonly link: (place: DeskPlace, text: unknown, look: string, name?: string) => unknown;
  /** Draws, then puts the focus on the first of these that is there. */
  focus(...selectors: string[]): Promise<void>;
}

/** Up and down arrows, from one line's control to the next. */
export const walk = (event: KeyboardEvent, selector: string): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const at = (event.target as HTMLElement).closest(selector);
  if (!step || !at || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(selector)];
  event.preventDefault();
  all[all.findIndex((one) => one === at) + step]?.focus();
};
