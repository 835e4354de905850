import type { Agency } from '../agency/contract.ts';
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

export type PortalView = 'space' | 'sign-in' | 'new-password';

const titles: Record<PortalView, string> = {
  space: 'Espace client',
  'sign-in': 'Connexion',
  'new-password': 'Nouveau mot de passe',
};

/** The whole page: readable without a script, complete once the core has run. */
export const portalPage = (agency: Agency, view: PortalView): string => {
  const name = escapeHtml(agency.name);
  const element = view === 'space' ? 'palier-portal' : 'palier-login';
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${titles[view]} · ${name}</title>
<link rel="stylesheet" href="/portail.css">
<script type="module" src="/v1/palier.js"></script>
</head>
<body class="${view}">
${view === 'space' ? '' : `<header><a href="/">${name}</a></header>`}
<main>
<${element} theme="auto" heading-level="1"><p>${fallback(agency)}</p></${element}>
</main>
<noscript><p class="notice">${fallback(agency)}</p></noscript>
</body>
</html>`;
};

const fallback = ({ name, phone, email }: Agency): string => {
  const ways = [phone && `par téléphone au ${phone}`, email && `par courriel à ${email}`]
    .filter(Boolean)
    .join(' ou ');
  const reach = ways ? ` ${escapeHtml(name)} vous répond ${escapeHtml(ways)}.` : '';
  return `Votre espace client a besoin de JavaScript et d’un navigateur récent (Firefox, Chrome, Edge ou Safari).${reach}`;
};

/** The agency's colours and the page around the widget; system fonts, light or dark as the person's device is. */
export const portalStyles = ({ accent, onAccent }: Agency): string => `:root {
  color-scheme: light dark;
  ${accent && isColour(accent) ? `--palier-accent: ${accent};` : ''}
  ${onAccent && isColour(onAccent) ? `--palier-on-accent: ${onAccent};` : ''}
}
body { margin: 0; font: 100%/1.5 system-ui, sans-serif; background: light-dark(#fafaf8, #161615); color: light-dark(#1c1c1a, #f0f0ec); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid light-dark(#e2e2dd, #3a3a37); font-weight: 600; }
header a { color: inherit; text-decoration: none; }
main { max-width: 66rem; margin: 0 auto; padding: 1rem; box-sizing: border-box; }
.sign-in main, .new-password main { max-width: 28rem; padding-top: 3rem; }
.notice { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
palier-portal:not(:defined) { display: block; min-block-size: 80vh; }
palier-login:not(:defined) { display: block; min-block-size: 26em; }
:not(:defined) > p { max-width: 40rem; }
@media print { body { background: none; } header { border: 0; } }
`;

/** Hex or a function of numbers: nothing that could end the declaration. */
const isColour = (text: string): boolean =>
  /^(#[0-9a-f]{3,8}|[a-z]+|(rgb|hsl|oklch|lab)\([\d\s.,%/a-z-]+\))$/i.test(text);
