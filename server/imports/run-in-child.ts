import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ImportOptions } from './import.ts';
import type { ImportReport } from './report.ts';
import type { FromChild } from './child.ts';

/** The same as `importFolder`, in a niced process of its own: the server goes on answering meanwhile. */
export const runImportInChild = ({ onProgress, ...options }: ImportOptions): Promise<ImportReport> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'child.ts'), { serialization: 'advanced' });
    child.on('message', (message: FromChild) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'report') resolve(message.report);
      else reject(new Error(message.message));
    });
    child.once('error', reject);
    // After a report this changes nothing; without one, the process was killed or out of memory.
    child.once('exit', (code, signal) =>
      reject(new Error(`The import stopped half-way (${signal ?? code}).`)),
    );
    child.send(options);
  });
