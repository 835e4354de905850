import { readFileSync, rmSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

const fileName = 'demo.lock';

/**
 * Makes `.state` this demo's own; answers how to give it back. Throws a sentence when another demo lives in it.
 * Call it once the port is held: a lock whose port is silent is what a crash left.
 */
export const takeState = async (folder: string, port: number): Promise<() => void> => {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, fileName);
  const give = () => rmSync(lock, { force: true });
  for (;;) {
    try {
      writeFileSync(lock, JSON.stringify({ pid: process.pid, port }), { flag: 'wx' });
      return give;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    const other = await runningDemo(folder);
    if (other !== undefined) throw new Error(takenBy(other));
    give();
  }
};

/** Everything but the lock itself, which the caller holds. */
export const emptyState = (folder: string): void => {
  for (const name of readdirSync(folder))
    if (name !== fileName) rmSync(join(folder, name), { recursive: true, force: true });
};

export const takenBy = (port: number): string =>
  `The demo is already running on http://localhost:${port}/ and keeps its data in .state: stop it first (Ctrl+C).`;

/** The port of the demo that lives in this folder, if one does. */
export const runningDemo = async (folder: string): Promise<number | undefined> => {
  const holder = read(join(folder, fileName));
  // After a restart of the machine its number may be another program's, or ours: only a demo also holds the port.
  if (!holder || holder.pid === process.pid || !isAlive(holder.pid)) return undefined;
  return (await answers(holder.port)) ? holder.port : undefined;
};

const read = (file: string): { pid: number; port: number } | undefined => {
  try {
    const { pid, port } = JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown; port?: unknown };
    return Number.isInteger(pid) && Number.isInteger(port)
      ? { pid: pid as number, port: port as number }
      : undefined;
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
