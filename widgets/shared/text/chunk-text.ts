import type { Language } from '../format.ts';

interface Reader {
  readonly language: Language;
  requestUpdate(): void;
}

/**
 * The sentences of a chunk, beside it rather than in the core's table: French comes with the chunk, English as another.
 * `const words = chunkText(fr, () => import('./text/….en.ts').then(({ en }) => en));` then `words(host).title`.
 * A chunk that exports it as `text` is drawn once its language is there; French stands in until then.
 */
export const chunkText = <T extends object>(fr: T, english: () => Promise<T>) => {
  let en: T | undefined;
  let coming: Promise<void> | undefined;
  const load = (language: Language): Promise<void> =>
    language === 'fr'
      ? Promise.resolve()
      : (coming ??= english().then(
          (table) => void (en = table),
          () => (coming = undefined),
        ));
  const words = (reader: Reader): T => {
    if (reader.language === 'fr') return fr;
    if (!en) void load(reader.language).then(() => en && reader.requestUpdate());
    return en ?? fr;
  };
  return Object.assign(words, { load });
};
