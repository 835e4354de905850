import { existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { importFolder } from '../imports/import.ts';
import { showProgress } from '../imports/progress.ts';
import { describeImport } from '../imports/report.ts';
import type { Command } from './command.ts';

export const importCommand: Command = {
  name: 'import',
  takes: ['agency', 'folder'],
  says: 'Import an exchange folder (docs/exchange-format.md); the server may be running.',
  options: {
    'dry-run': { type: 'boolean', says: 'Say what would change, and change nothing.' },
    force: {
      type: 'boolean',
      says: 'Go on even if more than 20 % of the people or entries would be removed.',
    },
    rejects: {
      type: 'string',
      value: 'file',
      says: 'Where to write the rows left aside; rejets.csv in the folder otherwise.',
    },
  },
  more: 'The exit code is 0 when everything was imported, 3 when some rows were left aside, 1 when nothing was.',
  async run([agencySlug = '', folder = ''], options) {
    if (!existsSync(folder))
      throw new Error(`There is no folder ${folder}. Give the path of an exchange folder.`);
    const config = readConfig(process.env);
    const database = await openDatabase(config.DATABASE_URL);
    await migrate(database);
    await database.close();
    const progress = showProgress(process.stderr);
    const report = await importFolder({
      databaseUrl: config.DATABASE_URL,
      filesFolder: config.FILES_FOLDER,
      agencySlug,
      folder,
      dryRun: options['dry-run'] === true,
      force: options['force'] === true,
      ...(typeof options['rejects'] === 'string' && { rejectsFile: options['rejects'] }),
      onProgress: (step) => progress.update(step),
      now: new Date(),
    }).finally(() => progress.end());
    console.log(describeImport(report));
    if (report.refused) return 1;
    return report.rejected > 0 || Object.values(report.tables).some(({ refused }) => refused) ? 3 : 0;
  },
};
