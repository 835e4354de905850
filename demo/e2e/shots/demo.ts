import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codePage } from '../../codes.ts';
import { homePage } from '../../home.ts';
import { demoStyles } from '../../page.ts';
import { textPage } from '../../texts.ts';
import { drawWay, readyWays } from '../../ways.ts';
import { clientPage, type House } from '../house.ts';
import type { Scene } from './scene.ts';

/** The demo's own pages, as they are served on its port. */
export const demoSite =
  (house: () => House) =>
  async (request: Request): Promise<Response> => {
    const { agencies, database, stateFolder, texts } = house();
    const { pathname } = new URL(request.url);
    if (pathname === '/demo.css') return demoStyles();
    const at = new Date().toISOString();
    const phone = { send: async () => {}, list: () => texts.map((text) => ({ ...text, at })) };
    const ready = agencies.map(async (agency) => ({
      ...agency,
      ready: await readyWays(database, stateFolder, agency),
    }));
    return (
      textPage(phone, pathname) ??
      codePage(agencies, pathname, new Date()) ??
      homePage(await Promise.all(ready), 3, texts.length)
    );
  };

export const demo = async ({ house, shoot }: Scene): Promise<void> => {
  const { page, context } = await house.visitor();
  for (const [path, name] of [
    ['', 'demo-home'],
    ['codes', 'demo-codes'],
    ['sms', 'demo-sms'],
  ] as const) {
    await page.goto(`https://demo.palier-test.test/${path}`);
    await shoot(page, name);
  }
  await page.goto(clientPage('vauquelin'));
  await page.getByRole('button', { name: 'Continuer avec Fournisseur de démonstration' }).click();
  await page.getByRole('heading', { name: 'Fournisseur de démonstration' }).waitFor();
  await shoot(page, 'demo-provider');
  await context.close();
};

/** A letter as it is printed, where there is a program that draws it. */
export const shootLetter = async (
  { agencies, database, stateFolder }: House,
  folder: string,
): Promise<void> => {
  for (const agency of agencies) {
    const way = agency.ways.find(({ secret }) => secret === 'letter');
    const pdf = way && (await drawWay(database, stateFolder, agency, way.id));
    if (!pdf) continue;
    const file = join(folder, `letter-${agency.site.slug}`);
    writeFileSync(`${file}.pdf`, pdf);
    try {
      execFileSync('pdftoppm', ['-png', '-r', '80', '-singlefile', `${file}.pdf`, file]);
    } catch {
      console.log(`${file}.pdf stays a PDF: there is no pdftoppm here`);
    }
  }
};
