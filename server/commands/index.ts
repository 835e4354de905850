import { agencyAdd, agentAdd } from './agency.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import type { Command } from './command.ts';
import { importCommand } from './import.ts';
import { migrateCommand, serveCommand } from './server.ts';

export type { Command };

/** In the order in which an operator meets them. */
export const commands: Command[] = [
  agencyAdd,
  agentAdd,
  importCommand,
  serveCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
];
