import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Everything that is measured runs in a process of its own, so that the measuring costs it nothing. */
export interface Served {
  pid: number;
  origin: string;
  stop(): Promise<void>;
}

/** Starts a program of this repository and waits for it to say where it listens. */
export const startServer = async (program: string[], env: Record<string, string> = {}): Promise<Served> => {
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said.length > 10_000) return; // the log that follows is read, as a terminal would, and dropped
      said += chunk.toString();
      const found = /http:\/\/[\d.]+:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`${program.join(' ')} ended (${code}): ${said}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { pid: child.pid ?? 0, origin, stop };
};

/** Runs a program to its end and answers what it printed. */
export const run = async (command: string, args: string[], env: Record<string, string> = {}) => {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
  const [out, wrong] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended(child)]);
  if (child.exitCode !== 0)
    throw new Error(`${command} ${args.join(' ')} (${child.exitCode})\n${out}${wrong}`);
  return out;
};

/** The same, with how long it took and the most memory it held, its own children included. */
export const runTimed = async (command: string, args: string[], env: Record<string, string> = {}) => {
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(
      peak,
      treeOf(child.pid ?? 0).reduce((sum, pid) => sum + memory(pid, 'VmRSS'), 0),
    );
  }, 25);
  const [out, wrong] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended(child)]);
  clearInterval(watch);
  if (child.exitCode !== 0)
    throw new Error(`${command} ${args.join(' ')} (${child.exitCode})\n${out}${wrong}`);
  return { seconds: (performance.now() - started) / 1000, peakMB: peak };
};

const ended = (child: ChildProcess) => once(child, 'close');
const textOf = async (stream: NodeJS.ReadableStream): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

const readProc = (path: string): string => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return ''; // ended meanwhile, or not Linux
  }
};

const treeOf = (pid: number): number[] => [
  pid,
  ...readProc(`${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number).flatMap(treeOf),
];

/** Resident memory in MB. */
export const memory = (pid: number, line: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${line}:\\s+(\\d+)`).exec(readProc(`${pid}/status`))?.[1] ?? 0) / 1000;

/** Processor time a process has used in all its threads, in milliseconds. */
export const cpuOf = (pid: number): number => {
  // After the name, which may hold spaces: utime and stime are fields 14 and 15, in hundredths of a second.
  const fields = readProc(`${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
