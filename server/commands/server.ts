import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { serve } from '../main.ts';
import type { Command } from './command.ts';

export const serveCommand: Command = {
  name: 'serve',
  takes: [],
  says: 'Run the server until it is told to stop.',
  async run() {
    const config = readConfig(process.env);
    // Pages would load, and show nothing.
    if (!existsSync(join(config.WIDGETS_FOLDER, 'v1/palier.js')))
      throw new Error('The widgets are not built yet: npm run build');
    const { port, stop } = await serve(config).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
      throw new Error(
        `Port ${config.PORT} is already taken: PORT=${config.PORT + 1} npm run -s palier -- serve`,
      );
    });
    console.log(`Palier listens on http://${config.HOST}:${port}`);
    if (!config.SMTP_URL) console.log('No mail server is set (SMTP_URL): letters wait, for a day at most.');
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    await stop();
  },
};

export const migrateCommand: Command = {
  name: 'migrate',
  takes: [],
  says: 'Bring the database up to date; `serve` does it too.',
  async run() {
    const database = await openDatabase(readConfig(process.env).DATABASE_URL);
    try {
      const steps = await migrate(database);
      console.log(steps.length > 0 ? `Done: ${steps.join(', ')}` : 'The database is already up to date.');
    } finally {
      await database.close();
    }
  },
};
