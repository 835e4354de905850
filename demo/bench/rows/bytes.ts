import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.ts';
import type { Outcome } from '../report.ts';

const dist = join(root, 'dist/widgets');
const budgets = [
  { files: 'v1/palier.js.br', limit: 30, what: 'brotli' },
  { files: 'v1/palier.boot.js', limit: 1, what: 'raw' },
  { files: '_/*/*.js.br', limit: 12, what: 'brotli' },
];

/** What a page downloads, as built: `npm run build` first. */
export const byteRows = async (): Promise<Outcome[]> => {
  const rows = budgets.flatMap(({ files, limit, what }) =>
    globSync(files, { cwd: dist })
      .toSorted()
      .map((file) => ({
        what: `${what} bytes of ${file.replace(/\.br$/, '')}`,
        limit: '–',
        figure: statSync(join(dist, file)).size / 1000,
        unit: ' kB',
        goal: { at: 'most' as const, figure: limit },
      })),
  );
  return rows.length > 0 ? rows : [{ what: 'bytes', notRun: 'nothing is built: npm run build' }];
};
