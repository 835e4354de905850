import { setPriority } from 'node:os';
import { importFolder, type ImportOptions, type Progress } from './import.ts';
import type { ImportReport } from './report.ts';

export type FromChild =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'report'; report: ImportReport }
  | { kind: 'failure'; message: string };

const tell = (message: FromChild) => new Promise<void>((resolve) => process.send?.(message, () => resolve()));

// Residents read while the agency imports: they go first.
setPriority(10);
// Whoever asked is gone: what was not committed is undone.
process.once('disconnect', () => process.exit(1));

process.once('message', (options: Omit<ImportOptions, 'onProgress'>) => {
  importFolder({ ...options, onProgress: (progress) => void tell({ kind: 'progress', progress }) })
    .then((report) => tell({ kind: 'report', report }))
    .catch((error: unknown) =>
      tell({ kind: 'failure', message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => {
      process.removeAllListeners('disconnect');
      process.disconnect?.();
    });
});
