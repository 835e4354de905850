import type { Agency } from '../agency/contract.ts';
import { isColour } from '../values/colour.ts';
import { escapeHtml } from '../values/html.ts';

/** Pages of our own origin: nothing but ourselves runs in them, and nobody frames them. */
export const portalPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  'trusted-types palier-lit',
  "require-trusted-types-for 'script'",
].join('; ');

export type PortalView =
  | 'space'
  | 'sign-in'
  | 'new-password'
  | 'first-connection'
  | 'confirmation'
  | 'access'
  | 'email-change'
  | 'desk';

const titles: Record<PortalView, string> = {
  space: 'Espace client',
  'sign-in': 'Connexion',
  'new-password': 'Nouveau mot de passe',
  'first-connection': 'Première connexion',
  confirmation: 'Confirmer mon adresse',
  access: 'Mon accès',
  'email-change': 'Changement d’adresse',
  desk: 'Bureau de l’agence',
};

const elements: Record<PortalView, string> = {
  space: 'palier-portal',
  'sign-in': 'palier-login',
  'new-password': 'palier-login',
  'first-connection': 'palier-activation',
  confirmation: 'palier-activation',
  access: 'palier-access',
  'email-change': 'palier-access',
  desk: 'palier-desk',
};

/** A page around one widget: readable without a script, complete once the core has run. */
export const portalPage = (agency: Agency, view: PortalView): string => {
  const element = elements[view];
  return frame(
    agency,
    { title: titles[view], className: view, script: true },
    `<${element} theme="auto" heading-level="1"><p>${fallback(agency)}</p></${element}>`,
  );
};

/** « À propos » : what this space is, what it keeps in the browser, and who answers for the data. */
export const aboutPage = (agency: Agency, version: string): string =>
  frame(
    agency,
    { title: 'À propos', className: 'text', script: false },
    `<h1>À propos de cet espace client</h1>
<p>Cet espace vous est ouvert par ${escapeHtml(agency.name)}. Les montants et les documents viennent de son logiciel de gestion ; la date des données est écrite sous chaque solde.</p>
<h2>Vos données</h2>
<p>${escapeHtml(agency.name)} est responsable de leur traitement. Pour les consulter, les corriger ou exercer vos autres droits, adressez-vous à l’agence.${reach(agency)}</p>
<h2>Cookies</h2>
<p>Un seul cookie, posé quand vous vous connectez et strictement nécessaire à votre session. Ni mesure d’audience, ni publicité, ni service extérieur.</p>
<h2>Logiciel</h2>
<p>Palier ${escapeHtml(version)}, logiciel libre sous licence MIT.</p>
<p><a href="/">Revenir à mon espace</a></p>`,
  );

/** Said to whoever follows an old or mistyped address. */
export const missingPage = (agency: Agency): string =>
  frame(
    agency,
    { title: 'Page introuvable', className: 'text', script: false },
    `<h1>Cette page n’existe pas</h1>
<p>L’adresse a peut-être été mal recopiée, ou le document a changé de place.</p>
<p><a href="/">Aller à mon espace client</a></p>`,
  );

/** The widgets' first question, to the letter as they will ask it: the answer travels while the script does. */
const earlyAnswer =
  '<link rel="preload" as="fetch" crossorigin="use-credentials" href="/v1/bootstrap?need=balance%2Cdocuments">';

const frame = (
  agency: Agency,
  { title, className, script }: { title: string; className: string; script: boolean },
  main: string,
): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${escapeHtml(agency.name)}</title>
<link rel="stylesheet" href="/portail.css">
${className === 'space' ? earlyAnswer : ''}
${script ? '<script type="module" src="/v1/palier.js"></script>' : ''}
</head>
<body class="${className}">
<header>
<a class="name" href="/"><strong>${escapeHtml(agency.name)}</strong> <span>Espace client</span></a>
${agency.website && isWebAddress(agency.website) ? `<a class="site" href="${escapeHtml(agency.website)}">Site de l’agence</a>` : ''}
</header>
<main>
${main}
</main>
</body>
</html>`;

const fallback = (agency: Agency): string =>
  `Votre espace client a besoin de JavaScript et d’un navigateur récent (Firefox, Chrome, Edge ou Safari).${reach(agency)}`;

/** « Vous pouvez joindre l’agence par téléphone au … ou par courriel à … » : what it gave, or nothing. */
const reach = ({ phone, email }: Agency): string => {
  const ways = [
    phone &&
      `par téléphone au ${link(`tel:${phone.replaceAll(/[^\d+]/g, '')}`, phone.replaceAll(' ', '\u00a0'))}`,
    email && `par courriel à ${link(`mailto:${email}`, email)}`,
  ].filter(Boolean);
  return ways.length > 0 ? ` Vous pouvez joindre l’agence ${ways.join(' ou ')}.` : '';
};

const link = (href: string, text: string): string => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** The agency’s colours, and around the widget its own surface; light or dark as the person’s device is. */
export const portalStyles = ({ accent, onAccent }: Agency): string => `:root {
  color-scheme: light dark;
  ${accent && isColour(accent) ? `--palier-accent: ${accent};` : ''}
  ${onAccent && isColour(onAccent) ? `--palier-on-accent: ${onAccent};` : ''}
}
body { margin: 0; font: 100%/1.5 system-ui, sans-serif; background: light-dark(#fff, #171a1f); color: light-dark(#1d2229, #eceef1); }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; padding: 0.5rem max(1rem, (100% - 64rem) / 2); border-bottom: 1px solid light-dark(#dde1e6, #363c45); }
header a { color: inherit; padding-block: 0.5rem; }
.name { text-decoration: none; }
.name strong { display: block; font-size: 1.25rem; font-weight: 600; line-height: 1.3; }
.name span, .site { font-size: 0.875rem; color: light-dark(#59616d, #a9b1bc); }
main { max-width: 66rem; margin: 0 auto; padding: 1rem; box-sizing: border-box; }
.space main { padding-block: 0; }
.text main { max-width: 40rem; padding-top: 2rem; }
.text a { color: inherit; }
.sign-in main, .new-password main, .first-connection main, .confirmation main, .email-change main { max-width: 28rem; padding-top: 3rem; }
.access main { max-width: 46rem; }
/* One signs in there before anything else is shown: one card, as wide as on the page that is for it. */
:is(palier-desk, palier-access):has(> palier-login)::part(root) { border: 0; }
:is(palier-desk, palier-access) > palier-login { max-width: 28rem; margin: 2rem auto; }
:is(palier-portal, palier-desk):not(:defined) { display: block; min-block-size: 80vh; }
:is(palier-login, palier-activation):not(:defined) { display: block; min-block-size: 36em; }
:not(:defined) > p { max-width: 40rem; }
@media print { body { background: none; } .site, .space header { display: none; } }
`;
