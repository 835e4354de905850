import type { Language } from '../format.ts';
import { fr, type Text } from './fr.ts';

export type { Text } from './fr.ts';

const tables: Partial<Record<Language, Text>> = { fr };

/** The table of a language, once it is there. French always is. */
export const textIn = (language: Language): Text | undefined => tables[language];

/** Fetches a table that is not in the core; French stands in when it does not come. */
export const loadText = async (language: Language): Promise<void> => {
  if (tables[language]) return;
  tables[language] = await import('./en.ts').then(
    ({ en }) => en,
    () => fr,
  );
};
