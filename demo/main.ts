/** The whole house on one port: four agencies' sites, Palier behind them, and a page for the letters it sends. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import type { Progress } from '../server/imports/import.ts';
import { start } from '../server/main.ts';
import { readDemoAgency, type DemoAgency } from './agencies.ts';
import { codePage } from './codes.ts';
import { homePage } from './home.ts';
import { listenOnLoopback } from './listen.ts';
import { emptyState, runningDemo, takenBy, takeState } from './lock.ts';
import { demoMailer, mailPages } from './mails.ts';
import { demoStyles } from './page.ts';
import { prepareAgency } from './prepare.ts';
import { openDemoProvider } from './provider/provider.ts';
import { demoSites, siteHandler } from './sites.ts';
import { startTable } from './table.ts';
import { textPage, demoPhone } from './texts.ts';
import { drawWay, readyWays } from './ways.ts';

const stop = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const words = process.argv.slice(2);
const unknown = words.find((word) => word !== '--fresh');
if (unknown !== undefined)
  stop(`npm start does not know ${unknown}: only --fresh, which begins again with an empty state.`);

const root = join(import.meta.dirname, '..');
const port = Number(process.env.PORT || 4000);
if (!Number.isInteger(port) || port < 1 || port > 65_534)
  stop('PORT must be a number between 1 and 65534: PORT=4001 npm start');
const stateFolder = join(root, '.state');
const widgetsFolder = join(root, 'dist/widgets');
const filesFolder = join(stateFolder, 'files');
if (!existsSync(join(widgetsFolder, 'v1/palier.js'))) stop('The widgets are not built yet: npm run build');

const home = `http://localhost:${port}`;
const sites = demoSites(port);
const agencies = sites.map(readDemoAgency);
const serveSite = siteHandler(sites);
type Handler = (request: Request, env: object) => Response | Promise<Response>;
let handle: Handler = () =>
  new Response('The demo is starting: come back in a few seconds.', {
    status: 503,
    headers: { 'Retry-After': '2' },
  });

const running = await runningDemo(stateFolder);
if (running !== undefined) stop(takenBy(running));
// The port before the state: a busy one is said at once, and before anything is reset.
const close = await listenOnLoopback(port, (request, env) => handle(request, env)).catch((error: unknown) => {
  if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
  return stop(`Port ${port} is already in use. Choose another one: PORT=${port + 1} npm start`);
});
const giveState = await takeState(stateFolder, port).catch((error: Error) => stop(error.message));
process.once('exit', giveState);

if (words.includes('--fresh')) emptyState(stateFolder);
const mailer = demoMailer(join(stateFolder, 'mails.jsonl'));
const phone = demoPhone(join(stateFolder, 'sms.jsonl'));
const providerOrigin = `http://compte.localhost:${port}`;
const provider = await openDemoProvider(
  providerOrigin,
  agencies.map(({ site, settings }) => ({ origin: site.portalOrigin, name: settings.name })),
);
const palier = await start(
  readConfig({
    DATABASE_URL: join(stateFolder, 'palier.db'),
    FILES_FOLDER: filesFolder,
    WIDGETS_FOLDER: widgetsFolder,
    PUBLIC_ORIGIN: `http://palier.localhost:${port}`,
    LOG_LEVEL: process.env.LOG_LEVEL || 'error',
  }),
  { mailer, sms: phone, social: provider.social },
);

let stopping = false;
const end = async () => {
  if (stopping) return;
  stopping = true;
  await close();
  await provider.close();
  await palier.stop();
  process.exit(0);
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());

const terminal = process.stdout.isTTY;
const say = ({ settings }: DemoAgency, { step, file, rows, bytes, totalBytes }: Progress): void => {
  if (!terminal) return;
  const share = step === 'read' && totalBytes > 0 ? ` ${Math.round((100 * bytes) / totalBytes)} %` : '';
  process.stdout.write(`\r\x1b[2KImporting ${settings.name}: ${step} ${file}${share}, ${rows} rows`);
};
for (const agency of agencies) {
  const began = performance.now();
  await prepareAgency(agency, { database: palier.database, stateFolder, filesFolder, say }).catch(
    (error: Error) =>
      stop(
        `\n${agency.settings.name} could not be made ready. ${error.message}\nStart over with: npm start -- --fresh`,
      ),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${terminal ? '\r\x1b[2K' : ''}${agency.settings.name} is ready (${seconds} s)`);
}

const ownPage = async ({ pathname, searchParams }: URL): Promise<Response> => {
  if (pathname === '/') {
    const ready = agencies.map(async (agency) => ({
      ...agency,
      ready: await readyWays(palier.database, stateFolder, agency),
    }));
    return homePage(await Promise.all(ready), mailer.list().length, phone.list().length);
  }
  if (pathname === '/demo.css') return demoStyles();
  return (
    mailPages(mailer, pathname) ??
    textPage(phone, pathname) ??
    codePage(agencies, pathname, new Date(), searchParams.get('cle') ?? undefined) ??
    (await letterFile(pathname)) ??
    new Response('Page introuvable.', { status: 404 })
  );
};
const letterFile = async (pathname: string): Promise<Response | undefined> => {
  const [, slug, id] = /^\/courriers\/(\w+)\/([\w-]+)\.pdf$/.exec(pathname) ?? [];
  const agency = agencies.find(({ site }) => site.slug === slug);
  const pdf = agency && id && (await drawWay(palier.database, stateFolder, agency, id));
  return pdf
    ? new Response(new Uint8Array(pdf), { headers: { 'Content-Type': 'application/pdf' } })
    : undefined;
};
const ownHosts = new Set([`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]);
const providerHost = new URL(providerOrigin).host;
handle = (request, env) => {
  const host = request.headers.get('host') ?? '';
  if (ownHosts.has(host)) return ownPage(new URL(request.url));
  if (host === providerHost) return provider.handle(request);
  return serveSite(request) ?? palier.fetch(request, env);
};

console.log(`\n${startTable(agencies, home)}\n\nStart over with an empty state: npm start -- --fresh`);
