import { chunkText } from '../../../shared/text/chunk-text.ts';
import { fr } from '../../text/ways-in.fr.ts';

export const words = chunkText(fr, () => import('../../text/ways-in.en.ts').then(({ en }) => en));
