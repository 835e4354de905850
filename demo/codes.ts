import { Secret, TOTP } from 'otpauth';
import { escapeHtml } from '../server/values/html.ts';
import type { DemoAgency } from './agencies.ts';
import { demoPage, home } from './page.ts';

const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** `/codes`, the application of codes of the demo's agents; nothing for any other address. */
export const codePage = (agencies: DemoAgency[], pathname: string, now: Date): Response | undefined => {
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
      `<div><dt><code class="big">${new TOTP({ ...kind, secret: Secret.fromBase32(totp) }).generate({ timestamp: now.getTime() })}</code></dt><dd>${escapeHtml(name)}, ${escapeHtml(agency)}<br><code>${escapeHtml(email)}</code></dd></div>`,
  )
  .join('\n')}
</dl>`,
    { refresh: left + 1 },
  );
};
