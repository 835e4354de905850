import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commands } from './index.ts';
import { runCommand } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'palier-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

/** One command in this process: what it says, and its exit code. */
const say = async (words: string[], environment: Record<string, string> = {}) => {
  const said: string[] = [];
  const keep = (line: unknown) => void said.push(String(line));
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(keep),
    vi.spyOn(console, 'error').mockImplementation(keep),
  ];
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const code = await runCommand(words);
  vi.unstubAllEnvs();
  for (const spy of spies) spy.mockRestore();
  return { code, said: said.join('\n') };
};

/** The command as an operator runs it, for what only a process of its own can show. */
const run = async (words: string[], environment: Record<string, string>) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), ...words], {
    env: { ...process.env, ...environment },
    timeout: 20_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
};

const builtWidgets = () => {
  mkdirSync(path('widgets/v1'), { recursive: true });
  writeFileSync(path('widgets/v1/palier.js'), '');
  return path('widgets');
};

describe('serve', () => {
  test('on a busy port says so, ends, and has not touched the database', { timeout: 30_000 }, async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const { port } = busy.address() as AddressInfo;
    const { code, said } = await run(['serve'], {
      PORT: String(port),
      DATABASE_URL: path('busy.db'),
      FILES_FOLDER: path('files'),
      WIDGETS_FOLDER: builtWidgets(),
    });
    busy.close();
    expect({ code, said }).toEqual({
      code: 1,
      said: `Port ${port} is already taken: PORT=${port + 1} npm run -s palier -- serve\n`,
    });
    expect(existsSync(path('busy.db'))).toBe(false);
  });

  test('that cannot open its database ends too, and lets go of the port', { timeout: 30_000 }, async () => {
    writeFileSync(path('plain'), '');
    const { code, said } = await run(['serve'], {
      PORT: '0',
      DATABASE_URL: path('plain/palier.db'),
      WIDGETS_FOLDER: builtWidgets(),
    });
    expect(code).toBe(1);
    expect(said).toContain('DATABASE_URL');
  });

  test('refuses to start without widgets, before anything else', async () => {
    const { code, said } = await say(['serve'], {
      PORT: '0',
      WIDGETS_FOLDER: path('nothing'),
      DATABASE_URL: path('unbuilt.db'),
    });
    expect({ code, said }).toEqual({ code: 1, said: 'The widgets are not built yet: npm run build' });
    expect(existsSync(path('unbuilt.db'))).toBe(false);
  });
});

describe('help', () => {
  test('without a word lists every command', async () => {
    const { code, said } = await say([]);
    expect(code).toBe(0);
    for (const { name } of commands) expect(said).toContain(`  ${name}`);
  });

  test('of a first word lists what may follow it', async () => {
    const { code, said } = await say(['agency', '--help']);
    expect(code).toBe(0);
    expect(said).toContain('agency add <settings.json>');
    expect(said).not.toContain('There is no command');
    expect(said).not.toContain('import <agency>');
    expect((await say(['agency'])).code).toBe(2);
  });

  test('shows the value that an option takes', async () => {
    expect((await say(['import', '--help'])).said).toContain('--rejects <file>');
    expect((await say(['backup', '--help'])).said).toContain('--key-file <file>');
    expect((await say(['agent', 'add', '--help'])).said).toContain('--name <name>');
    for (const { name, options = {} } of commands)
      for (const [option, { type, value }] of Object.entries(options))
        expect(Boolean(value), `${name} --${option}`).toBe(type === 'string');
  });

  test.each([['--version'], ['-v']])('%s says which one runs', async (word) => {
    expect(await say([word])).toEqual({ code: 0, said: `Palier ${packageJson.version}` });
  });
});

describe('a mistyped command', () => {
  test.each([
    [['agencies'], 'There is no command « agencies ».'],
    [['import', 'a', 'b', '--dryrun'], 'There is no option --dryrun.'],
    [['import', 'a', 'b', '-x'], 'There is no option -x.'],
    [['import', 'a', 'b', '--rejects'], '--rejects needs a value: --rejects <file>.'],
    [['import', 'a', 'b', '--rejects', '--force'], '--rejects needs a value: --rejects <file>.'],
    [['import', 'a', 'b', '--force=yes'], '--force takes no value.'],
    [['import', 'a'], 'Two words must follow: <agency> <folder>.'],
    [['migrate', 'now'], 'Nothing may follow.'],
    [['serve', '4100'], 'Nothing may follow.'],
  ])('%j gets a sentence', async (words, sentence) => {
    const { code, said } = await say(words);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
    expect(said).toContain('npm run -s palier -- ');
  });
});

describe('a place that cannot be', () => {
  test('for the database gets a sentence', async () => {
    writeFileSync(path('a-file'), 'not a database');
    const sentence =
      /^There can be no database at .* \(\w+\): DATABASE_URL names a SQLite file, in a folder that can be written\.$/;
    for (const place of ['a-file/palier.db', 'a-file/further/palier.db', 'a-file', '.']) {
      const { code, said } = await say(['migrate'], { DATABASE_URL: path(place) });
      expect(said).toMatch(sentence);
      expect(code).toBe(1);
    }
  });

  test('for a backup gets a sentence', async () => {
    const environment = { DATABASE_URL: path('whole.db'), FILES_FOLDER: path('files') };
    await say(['migrate'], environment);
    const { code, said } = await say(['backup', path('nowhere/x.backup')], environment);
    expect({ code, said }).toEqual({
      code: 1,
      said: `Nothing can be written into ${path('nowhere')}: make that folder first, or choose another.`,
    });
  });
});
