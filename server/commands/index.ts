import { activationLetters } from './activation-letters.ts';
import { agencyAdd, agentAdd } from './agency.ts';
import { agentResetSecondFactor } from './agent.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { bounceCommand } from './bounce.ts';
import type { Command } from './command.ts';
import { importCommand } from './import.ts';
import { migrateCommand, serveCommand } from './server.ts';

export type { Command };

/** In the order in which an operator meets them. */
export const commands: Command[] = [
  agencyAdd,
  agentAdd,
  agentResetSecondFactor,
  importCommand,
  activationLetters,
  serveCommand,
  bounceCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
];
