import { chunkText } from '../../shared/text/chunk-text.ts';
import { fr } from './text/fr.ts';

export const words = chunkText(fr, () => import('./text/en.ts').then(({ en }) => en));
