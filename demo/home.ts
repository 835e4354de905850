import { escapeHtml } from '../server/values/html.ts';
import type { DemoAgency } from './agencies.ts';
import { french } from './french.ts';
import { demoPage } from './page.ts';

/** The demo's front door: the four sites, and who can sign in with what. */
export const homePage = (agencies: DemoAgency[], letters: number): Response =>
  demoPage(
    'Palier, la démonstration',
    `<h1>Quatre agences, quatre sites, un même espace client</h1>
<p class="lead">Chaque agence a posé les éléments Palier dans son propre site. Entrez par l’un d’eux, connectez-vous avec une adresse et le mot de passe indiqués ci-dessous. Tout est inventé\u00a0: les agences, les personnes et les comptes.</p>
<ul class="doors"><li><a href="/mails">Courriels envoyés${letters > 0 ? ` (${letters})` : ''}</a></li></ul>
<main>
${agencies.map(siteCard).join('\n')}
</main>`,
  );

const siteCard = ({ site, settings, logins }: DemoAgency): string => {
  const passwords = [...new Set(logins.map(({ password }) => password))];
  const shared = passwords.length === 1;
  return `<section class="site">
<header>
<div><h2>${escapeHtml(settings.name)}</h2><p>${escapeHtml(french(site.says))}</p></div>
<ul class="doors">
<li><a class="first" href="${site.siteOrigin}${site.clientPage}">Espace client</a></li>
<li><a href="${site.siteOrigin}/">Le site</a></li>
<li><a href="${site.portalOrigin}/">La page de secours</a></li>
</ul>
</header>
${shared ? `<p class="secret">Mot de passe de chacun\u00a0: <code>${escapeHtml(passwords[0] ?? '')}</code></p>` : ''}
<dl>
${logins
  .map(
    ({ email, password, about }) =>
      `<div><dt><code>${escapeHtml(email)}</code>${shared ? '' : `<br><code>${escapeHtml(password)}</code>`}</dt><dd>${escapeHtml(about)}</dd></div>`,
  )
  .join('\n')}
</dl>
</section>`;
};
