import { parseArgs, type ParseArgsConfig } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { AppError } from '../values/error.ts';
import { commands, type Command } from './index.ts';

const call = 'npm run -s palier --';

/** Runs what the operator typed; answers the exit code: 2 when it was mistyped, 1 when it could not be done. */
export const runCommand = async (words: string[]): Promise<number> => {
  const [first = ''] = words;
  if (['--version', '-v'].includes(first)) return tell(`Palier ${packageJson.version}`);
  if (['', '--help', '-h', 'help'].includes(first)) return tell(listOf(commands));
  const command = find(words);
  if (!command) return guide(words);
  const rest = words.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) return tell(pageOf(command));
  const { values, positionals, wrong } = parse(command, rest);
  if (wrong) return tell(`${wrong}\n\n${pageOf(command)}`, 2);
  try {
    return (await command.run(positionals, values)) ?? 0;
  } catch (error) {
    return complain(error);
  }
};

const tell = (text: string, exitCode = 0): number => {
  (exitCode === 0 ? console.log : console.error)(text);
  return exitCode;
};

const find = (words: string[]): Command | undefined =>
  commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));

const takesOf = ({ takes }: Command): string => takes.map((word) => `<${word}>`).join(' ');

const line = (command: Command): string => [command.name, takesOf(command)].filter(Boolean).join(' ');

/** `agency` alone, or a word that is none: what there is instead. */
const guide = (words: string[]): number => {
  const family = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
  const known = family.length > 0 && (words.length === 1 || words[1]?.startsWith('-'));
  if (known) return tell(listOf(family), words.length === 1 ? 2 : 0);
  return tell(`There is no command « ${words.join(' ')} ».\n\n${listOf(commands)}`, 2);
};

const listOf = (some: Command[]): string => {
  const width = Math.max(...some.map((command) => line(command).length));
  return `Palier, for operators.

  ${call} <command> [--help]

${some.map((command) => `  ${line(command).padEnd(width)}  ${command.says}`).join('\n')}

Settings come from the environment: DATABASE_URL, FILES_FOLDER… (docs/configuration.md).`;
};

const pageOf = (command: Command): string => {
  const options = Object.entries(command.options ?? {}).map(
    ([name, { value, says }]) => [`--${name}${value ? ` <${value}>` : ''}`, says] as const,
  );
  const width = Math.max(0, ...options.map(([name]) => name.length));
  return [
    `  ${call} ${line(command)}${options.length > 0 ? ' [options]' : ''}`,
    command.says,
    ...(options.length > 0
      ? [options.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`).join('\n')]
      : []),
    ...(command.more ? [command.more] : []),
  ].join('\n\n');
};

const numbers = ['Nothing may follow', 'One word must follow', 'Two words must follow'];

/** The words and options, or a sentence of ours about the first one that is wrong. */
const parse = (command: Command, args: string[]) => {
  const known = command.options ?? {};
  const options: ParseArgsConfig['options'] = {};
  for (const [name, { type }] of Object.entries(known)) options[name] = { type };
  const parsed = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  const wrongs = parsed.tokens.map((token) => {
    if (token.kind !== 'option') return undefined;
    const option = known[token.name];
    if (!option) return `There is no option ${token.rawName}.`;
    if (option.type === 'boolean')
      return token.value === undefined ? undefined : `${token.rawName} takes no value.`;
    // What looks like the next option was not meant as a value.
    const given = token.value !== undefined && (token.inlineValue || !token.value.startsWith('-'));
    return given ? undefined : `${token.rawName} needs a value: ${token.rawName} <${option.value}>.`;
  });
  const { takes } = command;
  const count = `${numbers[takes.length]}${takes.length > 0 ? `: ${takesOf(command)}` : ''}.`;
  const wrong = wrongs.find(Boolean) ?? (parsed.positionals.length === takes.length ? undefined : count);
  return { ...parsed, wrong };
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
