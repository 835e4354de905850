import { load } from '../ask.ts';
import { everyone } from '../people.ts';
import { populated } from '../population.ts';
import { memory } from '../process.ts';
import type { Row } from '../report.ts';
import { servePalier } from '../served.ts';

/** What the served process holds: once ready, and after ten thousand balance sheets. */
export const memoryRows = async (): Promise<Row[]> => {
  const palier = await servePalier(await populated({ residents: 1000, lots: 2, entries: 40, documents: 3 }));
  try {
    const ask = (amount: number) =>
      load({ url: `${palier.origin}/v1/balances`, people: everyone(1000), amount });
    const idle = memory(palier.pid, 'VmRSS');
    const { errors } = await ask(10_000);
    const after = memory(palier.pid, 'VmRSS');
    await ask(10_000);
    const later = memory(palier.pid, 'VmRSS');
    const row = (what: string, figure: number, from = ''): Row => ({
      what,
      limit: '–',
      figure,
      unit: ' MB',
      from,
    });
    return [
      row('server memory, idle', idle),
      row(
        'server memory after 10 000 requests',
        after,
        `${errors} errors; ${later.toFixed(0)} MB after 10 000 more`,
      ),
    ];
  } finally {
    await palier.stop();
  }
};
