import { chunkText } from '../../shared/text/chunk-text.ts';
import { fr } from '../text/account.fr.ts';

/** The sentences of « Mon compte » : its accounts and its links. */
export const text = chunkText(fr, () => import('../text/account.en.ts').then(({ en }) => en));
