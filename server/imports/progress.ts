import type { Progress } from './import.ts';

/** What is needed of a terminal, or of whatever the output was sent to. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const number = new Intl.NumberFormat('fr-FR');
const steps = { read: 'Lecture', compare: 'Comparaison', write: 'Écriture' };
const barLength = 24;
/** A terminal is drawn again at most this often. */
const frameMs = 80;

/** A bar on a terminal; elsewhere one line for each file and step, so that a log stays readable. */
export const showProgress = (output: Output): { update(progress: Progress): void; end(): void } => {
  let shown = '';
  let drawnAt = 0;
  let isDrawn = false;
  return {
    update(progress) {
      if (output.isTTY) {
        const isNew = nameOf(progress) !== shown;
        if (!isNew && performance.now() - drawnAt < frameMs) return;
        drawnAt = performance.now();
        isDrawn = true;
        output.write(`\r${drawn(progress).slice(0, (output.columns ?? 80) - 1)}\u001b[K`);
      } else if (nameOf(progress) !== shown) output.write(`${nameOf(progress)}\n`);
      shown = nameOf(progress);
    },
    end() {
      if (isDrawn) output.write('\r\u001b[K');
    },
  };
};

const nameOf = ({ step, file }: Progress): string =>
  step === 'read' ? `${steps.read} : ${file}` : `${steps[step]}…`;

/** `Lecture : ecritures  ████████░░░░  62 %  412 000 lignes` */
const drawn = (progress: Progress): string => {
  const { step, rows, bytes, totalBytes } = progress;
  if (step !== 'read') return nameOf(progress);
  const part = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const full = Math.round(part * barLength);
  const bar = '█'.repeat(full) + '░'.repeat(barLength - full);
  const lines = `${number.format(rows)} ${rows < 2 ? 'ligne' : 'lignes'}`;
  return `${nameOf(progress)}  ${bar}  ${Math.floor(part * 100)}\u00a0%  ${lines}`;
};
