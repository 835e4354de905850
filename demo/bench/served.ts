import { join } from 'node:path';
import { folder } from './population.ts';
import { root, startServer, type Served } from './process.ts';

/** Palier itself, as an operator runs it, over that database. */
export const servePalier = (database: string, env: Record<string, string> = {}): Promise<Served> =>
  startServer(['server/cli.ts', 'serve'], {
    DATABASE_URL: database,
    FILES_FOLDER: join(folder, 'files'),
    WIDGETS_FOLDER: join(root, 'dist/widgets'),
    PORT: '0',
    ...env,
  });
