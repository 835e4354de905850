import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

/** The agencies' own web sites, as their hosts would serve them: plain files, by host name. */
export interface DemoSite {
  slug: string;
  /** The agency's site: where people arrive. */
  siteOrigin: string;
  /** Palier for that agency: what its pages call, and its full-page portal. */
  portalOrigin: string;
  /** The page that holds the widgets. */
  clientPage: string;
  /** One sentence for the demo's index. */
  says: string;
}

export const demoSites = (port: number): DemoSite[] => {
  const origin = (host: string) => `http://${host}.localhost:${port}`;
  const sameSite = (slug: string, clientPage: string, says: string): DemoSite => ({
    slug,
    siteOrigin: origin(`www.${slug}`),
    portalOrigin: origin(`espace.${slug}`),
    clientPage,
    says,
  });
  return [
    sameSite('vauquelin', '/espace-client.html', 'Un cabinet familial de Grenoble, sur un site Bootstrap 3.'),
    sameSite('horizon', '/espace-client', 'Un réseau national, sur un thème façon WordPress.'),
    {
      slug: 'nacre',
      siteOrigin: origin('www.nacre'),
      portalOrigin: origin('palier'),
      clientPage: '/espace-client',
      says: 'Un gestionnaire parisien, sous une politique de sécurité stricte, Palier étant sur un autre site.',
    },
    sameSite(
      'boivre',
      '/espace-locataire',
      'Un bailleur social du Poitou, sur le système de design de l’État.',
    ),
  ];
};

const folder = import.meta.dirname;
const modules = join(folder, '../node_modules');
const vendors: Record<string, string> = {
  '/vendor/bootstrap3/': join(modules, 'bootstrap3/dist'),
  '/vendor/dsfr/': join(modules, '@gouvfr/dsfr/dist'),
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Answers for the agencies’ host names; nothing for any other. */
export const siteHandler = (sites: DemoSite[]): ((request: Request) => Response | undefined) => {
  const byHost = new Map(sites.map((site) => [new URL(site.siteOrigin).host, site]));
  return (request) => {
    const url = new URL(request.url);
    const site = byHost.get(request.headers.get('host') ?? url.host);
    if (!site) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
    const file = locate(site, url.pathname);
    if (!file) return notFound(site);
    const type = types[extname(file)] ?? 'application/octet-stream';
    const content = readFileSync(file);
    const page = extname(file) === '.html';
    const body = page
      ? content.toString().replaceAll('%ENDPOINT%', site.portalOrigin)
      : new Uint8Array(content);
    return new Response(request.method === 'HEAD' ? null : body, { headers: headersOf(site, type, page) });
  };
};

/** `/`, `/page`, `/page.html` or a file; the folder is never left. */
const locate = (site: DemoSite, pathname: string): string | undefined => {
  const path = decoded(pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  const vendor = Object.keys(vendors).find((prefix) => path.startsWith(prefix));
  const root = vendor ? (vendors[vendor] ?? '') : join(folder, 'agencies', site.slug, 'site');
  const wanted = normalize(join(root, vendor ? path.slice(vendor.length) : path));
  if (wanted !== normalize(root) && !wanted.startsWith(normalize(root) + sep)) return undefined;
  return [wanted, `${wanted}.html`, join(wanted, 'index.html')].find(isFile);
};

const decoded = (pathname: string): string | undefined => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const headersOf = (site: DemoSite, type: string, page: boolean): Record<string, string> => ({
  'Content-Type': type,
  'Cache-Control': page ? 'no-cache' : 'max-age=300',
  'X-Content-Type-Options': 'nosniff',
  ...(page && site.slug === 'nacre' ? { 'Content-Security-Policy': strictPolicy(site.portalOrigin) } : {}),
});

/** The strictest page that an agency could send: Palier has to live in it without a report. */
export const strictPolicy = (endpoint: string): string =>
  [
    "default-src 'none'",
    `script-src ${endpoint}`,
    `connect-src ${endpoint}`,
    `img-src 'self' ${endpoint} blob:`,
    "style-src 'self'",
    "font-src 'self'",
    `form-action ${endpoint}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    'trusted-types palier-lit',
    "require-trusted-types-for 'script'",
  ].join('; ');

const notFound = (site: DemoSite): Response =>
  new Response(
    `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page introuvable</title><p>Cette page n’existe pas. <a href="/">Revenir à l’accueil</a></p></html>`,
    { status: 404, headers: headersOf(site, 'text/html; charset=utf-8', true) },
  );
