import { Secret, TOTP } from 'otpauth';
import { escapeHtml } from '../server/values/html.ts';
import type { DemoAgency } from './agencies.ts';
import { demoPage, home } from './page.ts';

const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** As the key is shown when an application is set up: base 32, in groups. */
const keyShape = /^[A-Z2-7]{16,128}$/;

/** `/codes`, the application of codes of the demo's agents and of a pasted key; nothing for any other address. */
export const codePage = (
  agencies: DemoAgency[],
  pathname: string,
  now: Date,
  pasted?: string,
): Response | undefined => {
  if (pathname !== '/codes') return undefined;
  const left = Math.ceil(kind.period - ((now.getTime() / 1000) % kind.period));
  const rows = agencies.flatMap(({ settings, logins }) =>
    logins.flatMap(({ agent, email }) => (agent?.totp ? [{ ...agent, email, agency: settings.name }] : [])),
  );
  return demoPage(
    'Codes des agents',
    `${home}
<h1>Codes des agents</h1>
<p class="quiet">L’application de codes que chaque agent aurait sur son téléphone. Un code sert une fois\u00a0; ceux-ci changent dans ${left}\u00a0s, et cette page avec eux.</p>
<dl class="site codes">
${rows
  .map(
    ({ name, email, agency, totp = '' }) =>
      `<div><dt><code class="big">${codeOf(totp, now)}</code></dt><dd>${escapeHtml(name)}, ${escapeHtml(agency)}<br><code>${escapeHtml(email)}</code></dd></div>`,
  )
  .join('\n')}
</dl>
${pasted === undefined ? '<p><a href="/codes?cle=">Coller la clé d’une application que vous installez</a></p>' : keyForm(pasted, now)}`,
    // Nothing is swept away while somebody types.
    { forms: "'self'", ...(pasted === '' ? {} : { refresh: left + 1 }) },
  );
};

/** For who has no telephone at hand. */
const keyForm = (pasted: string, now: Date): string => {
  const key = pasted.replaceAll(/[^a-z0-9]/gi, '').toUpperCase();
  const outcome =
    pasted === '' ? ''
    : keyShape.test(key) ? `<p><code class="big">${codeOf(key, now)}</code></p>`
    : '<p>Ce n’est pas une clé d’application\u00a0: elle a seize signes au moins, des lettres et les chiffres de 2 à 7.</p>'; // prettier-ignore
  return `<form class="site" action="/codes">
<p><label for="cle">La clé que l’écran montre sous le carré</label></p>
<p><input id="cle" name="cle" value="${escapeHtml(pasted)}" size="40" autocomplete="off"> <button>Voir son code</button></p>
${outcome}</form>`;
};

const codeOf = (key: string, now: Date): string =>
  new TOTP({ ...kind, secret: Secret.fromBase32(key) }).generate({ timestamp: now.getTime() });
