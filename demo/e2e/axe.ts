import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const level = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Where the whole page is ours; an agency's old page may do without landmarks. */
export const more = [...level, 'best-practice'];

/** The whole page, agency's part included, as one sentence for each thing that is wrong. */
export const wrong = async (page: Page, rules = level): Promise<string[]> => {
  // Once per document: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations } = await page.evaluate(async (values) => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    return run.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
  }, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} ${target.flat().join(' >> ')} ${any[0]?.message ?? ''}`),
  );
};
