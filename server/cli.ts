import { runCommand } from './commands/run.ts';

/** `npm run -s palier -- <command>`: what an operator does, one line per command, calling what routes call. */
process.exitCode = await runCommand(process.argv.slice(2));
