// npm run bench [-- --only balance,import] [-- --quick]: ratios to limits measured in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './process.ts';
import { circumstances, isMet, tableHead, tableLine, type Outcome } from './report.ts';
import { balanceRows } from './rows/balance.ts';
import { byteRows } from './rows/bytes.ts';
import { growthRows } from './rows/growth.ts';
import { importRows } from './rows/import.ts';
import { memoryRows } from './rows/memory.ts';
import { pageRows } from './rows/page.ts';
import { readsDuringImport, readsDuringSignIns } from './rows/reads.ts';
import { full, quick, type Sizes } from './sizes.ts';

const groups: Record<string, (sizes: Sizes) => Promise<Outcome[]>> = {
  bytes: byteRows,
  balance: balanceRows,
  growth: growthRows,
  import: importRows,
  'reads-import': readsDuringImport,
  'reads-sign-in': readsDuringSignIns,
  memory: memoryRows,
  page: pageRows,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const chosen = values.only?.split(',') ?? Object.keys(groups);
const unknown = chosen.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`There is no row « ${unknown.join(', ')} ». Rows: ${Object.keys(groups).join(', ')}.`);
  process.exit(2);
}

const header = { ...circumstances(), quick: values.quick };
console.log(`# npm run bench

${header.date} · commit ${header.commit} · ${header.machine} · load average before ${header.load}
${Object.entries(header.versions)
  .map(([name, version]) => `${name} ${version}`)
  .join(' · ')}${values.quick ? '\n\nSmall sizes: to try a row, not to judge by.' : ''}

${tableHead}`);

const outcomes: Outcome[] = [];
for (const name of chosen) {
  // A row that breaks says so and leaves the others their turn.
  const rows = await groups[name]?.(values.quick ? quick : full).catch((error: unknown): Outcome[] => {
    console.error(error);
    return [{ what: name, notRun: 'it broke; see above' }];
  });
  for (const row of rows ?? []) {
    outcomes.push(row);
    console.log(tableLine(row));
  }
}

const file = join(root, '.state/bench.json');
mkdirSync(dirname(file), { recursive: true });
const rows = outcomes.map((outcome) =>
  'notRun' in outcome ? outcome : { ...outcome, met: isMet(outcome) ?? null },
);
writeFileSync(file, `${JSON.stringify({ ...header, rows }, null, 2)}\n`);
