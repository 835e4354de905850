// Is what pages load small enough, and in a language that browsers speak? Reads dist/ as built.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

const dist = 'dist/widgets';
const kilobyte = 1000;

const raw = (file: string) => readFileSync(`${dist}/${file}`).length;
const brotli = (file: string) => raw(`${file}.br`);

const budgets = [
  { files: 'v1/palier.js', measure: brotli, limit: 30 * kilobyte, unit: 'brotli' },
  { files: 'v1/palier.boot.js', measure: raw, limit: 1 * kilobyte, unit: 'raw' },
  { files: '_/*/*.js', measure: brotli, limit: 12 * kilobyte, unit: 'brotli' },
];

/** Standard decorators pass every test and reach the bundle as they are, where they are a SyntaxError. */
const holdsDecorators = (file: string) => {
  const { program, errors } = parseSync(file, readFileSync(`${dist}/${file}`, 'utf8'));
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const visit = (node: unknown): boolean => {
    if (typeof node !== 'object' || node === null) return false;
    if ('type' in node && (node.type === 'AccessorProperty' || node.type === 'Decorator')) return true;
    return Object.values(node).some(visit);
  };
  return visit(program);
};

const kB = (bytes: number) => `${(bytes / kilobyte).toFixed(2)} kB`.padStart(9);

const faults: string[] = [];
for (const file of ['v1/palier.js', 'v1/palier.boot.js'])
  if (!existsSync(`${dist}/${file}`)) faults.push(`${file} was not built`);

for (const { files, measure, limit, unit } of budgets)
  for (const file of globSync(files, { cwd: dist }).toSorted()) {
    const size = measure(file);
    console.log(`${file.padEnd(40)} ${kB(size)} of ${kB(limit)} ${unit}`);
    if (size > limit) faults.push(`${file} is ${size - limit} bytes over its budget`);
    if (holdsDecorators(file))
      faults.push(`${file} holds a decorator or the word accessor: use static properties`);
  }

for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
