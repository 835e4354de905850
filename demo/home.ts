import { escapeHtml } from '../server/values/html.ts';
import type { DemoAgency, DemoLogin } from './agencies.ts';
import { french } from './french.ts';
import { demoPage } from './page.ts';
import { alsoToTry, waysSection } from './to-try.ts';
import type { ReadyWay } from './ways.ts';

export interface HomeAgency extends DemoAgency {
  ready: ReadyWay[];
}

/** The demo's front door: the four sites, who can sign in with what, and the ways in to try. */
export const homePage = (agencies: HomeAgency[], letters: number, texts: number): Response =>
  demoPage(
    'Palier, la démonstration',
    `<h1>Quatre agences, quatre sites, un même espace client</h1>
<p class="lead">Chaque agence a posé les éléments Palier dans son propre site. Entrez par l’un d’eux, connectez-vous avec une adresse et le mot de passe indiqués ci-dessous. Tout est inventé\u00a0: les agences, les personnes et les comptes.</p>
<ul class="doors">
<li><a href="#chemins">Les chemins à essayer</a></li>
<li><a href="/mails">Courriels envoyés${letters > 0 ? ` (${letters})` : ''}</a></li>
<li><a href="/sms">SMS envoyés${texts > 0 ? ` (${texts})` : ''}</a></li>
<li><a href="/codes">Codes des agents</a></li>
</ul>
<main>
${agencies.map(siteCard).join('\n')}
<h2 id="chemins" class="part">Les chemins à essayer</h2>
<p>Des personnes qui ne se sont jamais connectées, et ce que leur papier porte. Un code sert une fois\u00a0: <code>npm start -- --fresh</code> les rend tous.</p>
${agencies.map(waysSection).join('\n')}
${alsoToTry}
</main>`,
  );

const siteCard = ({ site, settings, logins }: DemoAgency): string => {
  const residents = logins.filter(({ agent }) => !agent);
  const agents = logins.filter(({ agent }) => agent);
  return `<section class="site">
<header>
<div><h2>${escapeHtml(settings.name)}</h2><p>${escapeHtml(french(site.says))}</p></div>
<ul class="doors">
<li><a class="first" href="${site.siteOrigin}${site.clientPage}">Espace client</a></li>
<li><a href="${site.siteOrigin}/">Le site</a></li>
<li><a href="${site.portalOrigin}/">La page de secours</a></li>
<li><a href="${site.portalOrigin}/bureau">Le bureau</a></li>
</ul>
</header>
${people('Mot de passe de chacun', residents)}
${agents.length > 0 ? people('Au bureau, avec un code de la page des codes', agents) : ''}
</section>`;
};

const people = (says: string, logins: DemoLogin[]): string => {
  const passwords = [...new Set(logins.map(({ password }) => password))];
  const shared = passwords.length === 1;
  return `<p class="secret">${says}${shared ? `\u00a0: <code>${escapeHtml(passwords[0] ?? '')}</code>` : ''}</p>
<dl>
${logins
  .map(
    ({ email, password, about }) =>
      `<div><dt><code>${escapeHtml(email)}</code>${shared ? '' : `<br><code>${escapeHtml(password)}</code>`}</dt><dd>${escapeHtml(about)}</dd></div>`,
  )
  .join('\n')}
</dl>`;
};
