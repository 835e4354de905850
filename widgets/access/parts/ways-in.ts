import { css } from 'lit';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import type { Errand } from '../errand.ts';
import { WaysIn } from './entry/flow.ts';
import { words } from './entry/words.ts';
import { passwordStyles, passwordText } from './password-screen.ts';

export const text = {
  load: (language: 'fr' | 'en') => Promise.all([words.load(language), passwordText.load(language)]),
};

/** The first connection, the creation of a space, the registration of a tenant; with `join`, one account more. */
export const create = (host: FormElement, errand: Errand): Screen => new WaysIn(host, errand);

export const styles = [
  passwordStyles,
  css`
    .progress {
      margin-block-end: calc(0.5 * var(--_space));
    }
    .entry-step > * {
      max-inline-size: calc(32 * var(--palier-u));
    }
    .entry-step .of {
      display: block;
      margin-block-end: var(--_space);
    }
    .entry-step > .ways,
    .entry-step > .subtitle {
      margin-block-start: calc(3 * var(--_space));
    }
    .ways {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      max-inline-size: calc(26 * var(--palier-u));
    }
    .ways > p {
      margin: 0;
    }
    .entry-step > .or {
      margin-block: calc(2 * var(--_space)) 0;
    }
    .or + .ways {
      margin-block-start: var(--_space);
    }
    .ways .said:empty {
      display: none;
    }
    .ways .link {
      justify-self: start;
    }
    .ways > .button + .link {
      margin-block-start: var(--_space);
    }
    .out {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(3 * var(--_space));
      margin-block-start: calc(2 * var(--_space));
    }
  `,
];
