import { parseArgs } from 'node:util';
import { commands, type Command } from './commands/index.ts';
import { AppError } from './values/error.ts';

/** `npm run -s palier -- <command>`: what an operator does, one line per command, calling what routes call. */
const main = async (words: string[]): Promise<number> => {
  const command = find(words);
  if (!command) return help(words);
  const rest = words.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) return explain(command);
  const { values, positionals } = parseArgs({
    args: rest,
    options: command.options ?? {},
    allowPositionals: true,
    strict: true,
  });
  if (positionals.length !== command.takes.length) return explain(command, 2);
  return (await command.run(positionals, values)) ?? 0;
};

const find = (words: string[]): Command | undefined =>
  commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));

const line = ({ name, takes }: Command): string => [name, ...takes.map((word) => `<${word}>`)].join(' ');

const help = (words: string[]): number => {
  const unknown = words.length > 0 && !['--help', '-h', 'help'].includes(words[0] ?? '');
  const width = Math.max(...commands.map((command) => line(command).length));
  console.log(`${unknown ? `There is no command « ${words.join(' ')} ».\n\n` : ''}Palier, for operators.

  npm run -s palier -- <command> [--help]

${commands.map((command) => `  ${line(command).padEnd(width)}  ${command.says}`).join('\n')}

Settings come from the environment: DATABASE_URL, FILES_FOLDER… (docs/configuration.md).`);
  return unknown ? 2 : 0;
};

const explain = (command: Command, exitCode = 0): number => {
  const options = Object.entries(command.options ?? {});
  console.log(`  npm run -s palier -- ${line(command)}${options.length > 0 ? ' [options]' : ''}

${command.says}
${options.map(([name, { says }]) => `\n  --${name.padEnd(12)} ${says}`).join('')}${command.more ? `\n\n${command.more}` : ''}`);
  return exitCode;
};

/** One sentence for what the operator can mend; the stack only for what they cannot. */
const complain = (error: unknown): number => {
  if (error instanceof AppError) {
    const fields = Object.entries(error.fields ?? {}).map(([field, why]) => `  ${field}: ${why}`);
    console.error([`This was refused (${error.code}).`, ...fields].join('\n'));
  } else if (error instanceof Error && !('code' in error && String(error.code).startsWith('ERR_ASSERTION'))) {
    console.error(error.message);
    if (process.env['LOG_LEVEL'] === 'debug') console.error(error.stack);
  } else console.error(error);
  return 1;
};

process.exitCode = await main(process.argv.slice(2)).catch(complain);
