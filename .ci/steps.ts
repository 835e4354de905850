import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

export interface Step {
  name: string;
  command: string;
  env?: Record<string, string>;
  /** Waits for these steps. */
  after?: string[];
  /** Said when the step fails: what it means, or what to do. */
  advice: string;
}

interface Outcome {
  ok: boolean;
  output: string;
  seconds: string;
}

/** Runs a command with the project's own tools first on the path. */
const run = ({ command, env }: Step): Promise<Outcome> =>
  new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(command, { shell: true, env: { ...process.env, ...env } });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => {
      resolve({ ok: code === 0, output, seconds: ((performance.now() - start) / 1000).toFixed(1) });
    });
  });

/** As many at a time as there are cores, one line each; false at the first failure, whose output is shown. */
export const runSteps = async (steps: Step[]): Promise<boolean> => {
  const waiting = [...steps];
  const done = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let failed = false;

  const begin = (step: Step) => {
    const work = run(step).then(({ ok, output, seconds }) => {
      running.delete(step.name);
      if (failed) return;
      if (ok) {
        done.add(step.name);
        console.log(`ok      ${step.name} (${seconds} s)`);
      } else {
        failed = true;
        // What already runs is awaited, so that no tool outlives its caller; nothing new begins.
        waiting.length = 0;
        console.log(`FAILED  ${step.name} (${seconds} s)\n\n${output.trim()}\n\n${step.advice}`);
      }
    });
    running.set(step.name, work);
  };

  while (waiting.length > 0 || running.size > 0) {
    while (running.size < availableParallelism()) {
      const at = waiting.findIndex(({ after = [] }) => after.every((name) => done.has(name)));
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      if (!next) break;
      begin(next);
    }
    await Promise.race(running.values());
  }
  return !failed;
};
