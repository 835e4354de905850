import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emptyState, takeState } from '../lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'palier-state-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lock = join(folder, 'demo.lock');
const main = join(import.meta.dirname, '../main.ts');

/** Another process that holds a port, as a running demo does. */
const openOther = async () => {
  const child = spawn(process.execPath, [
    '-e',
    "const server = require('net').createServer(); server.listen(0, '127.0.0.1', () => console.log(server.address().port))",
  ]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    pid: child.pid,
    port: Number(String(line)),
    end: () => (child.kill('SIGKILL'), once(child, 'exit')),
  };
};

/** A port that nobody holds. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

test('two demos never share a state, and a crash leaves it free', async () => {
  const other = await openOther();
  writeFileSync(lock, JSON.stringify({ pid: other.pid, port: other.port }));
  await expect(takeState(folder, 4420)).rejects.toThrow(`http://localhost:${other.port}/`);
  await other.end();
  const give = await takeState(folder, 4420);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({ pid: process.pid, port: 4420 });
  give();
  expect(existsSync(lock)).toBe(false);
});

test('a number that another program has taken since holds nothing back', async () => {
  writeFileSync(lock, JSON.stringify({ pid: process.ppid, port: await freePort() }));
  (await takeState(folder, 4420))();
  // Cut while it was written.
  writeFileSync(lock, '{"pid":');
  (await takeState(folder, 4420))();
});

test('beginning again keeps the lock and nothing else', async () => {
  const give = await takeState(folder, 4420);
  writeFileSync(join(folder, 'palier.db'), 'old');
  emptyState(folder);
  expect([existsSync(lock), existsSync(join(folder, 'palier.db'))]).toEqual([true, false]);
  give();
});

test('a word that npm start does not know gets a sentence', async () => {
  const child = spawn(process.execPath, [main, '--frehs'], { timeout: 15_000 });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, said }).toEqual({
    code: 1,
    said: 'npm start does not know --frehs: only --fresh, which begins again with an empty state.\n',
  });
});
