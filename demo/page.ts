import { escapeHtml } from '../server/values/html.ts';

/** The demo's own few pages: one shell, one style sheet, no script at all. */
export const demoPage = (
  title: string,
  body: string,
  {
    styles = "style-src 'self'",
    forms = "'none'",
    status = 200,
    refresh,
  }: { styles?: string; forms?: string; status?: number; refresh?: number } = {},
): Response =>
  new Response(
    `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${refresh === undefined ? '' : `\n<meta http-equiv="refresh" content="${refresh}">`}
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/demo.css">
</head>
<body>
${body}
</body>
</html>
`,
    {
      status,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': `default-src 'none'; ${styles}; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      },
    },
  );

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
export const when = ({ at }: { at: string }): string =>
  `<time datetime="${at}">${moment.format(new Date(at))}</time>`;
export const home = '<p><a href="/">Retour à la démonstration</a></p>';

export const demoStyles = (): Response =>
  new Response(styles, {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' },
  });

const styles = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1f1d1a, #f1efea);
  --quiet: light-dark(#6a655d, #aaa59b);
  --line: light-dark(#e4dfd6, #3b3833);
  --paper: light-dark(#ffffff, #1f1d1b);
  --ground: light-dark(#f7f5f1, #171614);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: clamp(1.25rem, 5vw, 4rem) clamp(1rem, 4vw, 2.5rem) 5rem; font: 100%/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
h1 { font-size: clamp(1.75rem, 4vw, 2.5rem); line-height: 1.15; letter-spacing: -.02em; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 0; }
p { margin: 0 0 1rem; max-width: 62ch; }
a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--quiet); }
a:hover { text-decoration-color: currentcolor; text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid currentcolor; outline-offset: 3px; border-radius: 2px; }
.quiet { color: var(--quiet); }
.lead { font-size: 1.125rem; color: var(--quiet); }
.doors { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; padding: 0; list-style: none; }
.doors a { display: inline-block; padding: .6rem 1.1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); text-decoration: none; min-height: 44px; }
.doors a:hover { border-color: currentcolor; }
.doors .first { background: var(--accent, var(--ink)); border-color: transparent; color: var(--on-accent, var(--ground)); }
.site { margin-top: 1.5rem; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
.site header { display: grid; gap: 1rem; margin-bottom: 1.25rem; }
.site header p { margin: .25rem 0 0; color: var(--quiet); }
.secret { margin: 0 0 .5rem; }
code { font: .875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
.secret code { padding: .15em .45em; border-radius: .3rem; background: var(--ground); }
dl { margin: 0; }
dl > div { display: grid; gap: .1rem 1.5rem; padding: .65rem 0; border-top: 1px solid var(--line); }
dt, dd { margin: 0; min-width: 0; }
dd { color: var(--quiet); }
.mails { list-style: none; margin: 1.5rem 0 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; gap: .1rem 1.5rem; padding: .9rem 1.25rem; text-decoration: none; }
.mails a:hover strong { text-decoration: underline; }
.mails .quiet { font-size: .9375rem; overflow-wrap: anywhere; }
.choice { max-width: 32rem; margin-inline: auto; }
.choice ul { list-style: none; margin: .75rem 0; padding: 0; }
.choice li + li { margin-top: .5rem; }
button { min-height: 44px; padding: .6rem 1.1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; font: inherit; cursor: pointer; }
button:hover { border-color: currentcolor; }
.choice li button { display: grid; gap: .1rem; width: 100%; text-align: start; overflow-wrap: anywhere; }
.text { padding: .9rem 1.25rem; overflow-wrap: anywhere; }
.text p { margin: 0 0 .25rem; white-space: pre-wrap; }
.big { font-size: 1.5rem; letter-spacing: .1em; }
.ways { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; gap: 1.25rem 2.5rem; }
.part { margin-top: 3.5rem; font-size: 1.5rem; }
h3 { font-size: 1.25rem; margin: 0; }
h4 { font-size: 1rem; margin: 0 0 .25rem; text-wrap: balance; }
.ways li { padding-top: 1.25rem; border-top: 1px solid var(--line); }
.ways p { margin-bottom: .5rem; color: var(--quiet); }
.ways .paper { display: grid; gap: .25rem; }
.ways .paper > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0; border: 0; }
.ways .paper dt { min-width: 9rem; color: var(--quiet); }
.ways .paper dd { color: inherit; }
.done { color: var(--quiet); font-weight: 400; }
.also { margin: 1rem 0 0; padding-left: 1.25rem; max-width: 62ch; }
.also li + li { margin-top: .6rem; }
.empty { margin-top: 1.5rem; padding: 2.5rem 1.5rem; border: 1px dashed var(--line); border-radius: .75rem; text-align: center; color: var(--quiet); }
.empty p { margin-inline: auto; }
.headers { margin: 1.5rem 0; }
h2 + pre { margin-top: .75rem; }
iframe { display: block; margin-bottom: 2rem; width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: .75rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; font: .9375rem/1.5 ui-monospace, monospace; }
@media (min-width: 46rem) {
  .site { padding: 2rem; }
  .site header { grid-template-columns: 1fr auto; align-items: start; }
  dl > div { grid-template-columns: 20rem 1fr; }
  .ways { grid-template-columns: 1fr 1fr; }
  .ways .paper > div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); }
  .headers > div { grid-template-columns: 7rem 1fr; }
  .mails a { grid-template-columns: 1fr auto; }
  .mails .to { grid-column: 1; }
  .mails time { grid-row: 1; grid-column: 2; }
}
`;
