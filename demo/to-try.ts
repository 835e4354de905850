import { escapeHtml } from '../server/values/html.ts';
import type { HomeAgency } from './home.ts';
import { french } from './french.ts';
import type { Holder, ReadyWay } from './ways.ts';

/** What to type on each way in, exactly, for a newcomer who has no paper. */
export const waysSection = (agency: HomeAgency): string => `<section class="site">
<header><div><h3>${escapeHtml(agency.settings.name)}</h3></div>
<ul class="doors"><li><a class="first" href="${agency.site.siteOrigin}${agency.site.clientPage}">Commencer sur son site</a></li>
<li><a href="${agency.site.portalOrigin}/premiere-connexion">Sur la page de secours</a></li></ul></header>
<ol class="ways">${agency.ready.map((way) => wayItem(agency, way)).join('\n')}</ol>
</section>`;

const wayItem = (agency: HomeAgency, way: ReadyWay): string => {
  const { title, about, identifier, secret, holders } = way;
  const isDone = holders.every(({ isIn }) => isIn);
  const printed = secret === 'letter';
  return `<li><h4>${escapeHtml(french(title))}${isDone ? ' <span class="done">(déjà parcouru)</span>' : ''}</h4>
<p>${escapeHtml(french(about))}</p>
<dl class="paper">
${line('Identifiant', identifier)}
${secret !== undefined && !printed ? line('Code provisoire', secret) : ''}
${holders.map((holder) => holderLines(holder, way)).join('')}
</dl>
${printed ? `<p><a href="/courriers/${agency.site.slug}/${way.id}.pdf">${holders.length > 1 ? 'Les courriers' : 'Le courrier'} (PDF)</a></p>` : ''}</li>`;
};

const holderLines = (holder: Holder, { secret, way, email }: ReadyWay): string => {
  const { name, lastName, firstName, postcode, code } = holder;
  const isRegistration = way === 'tenant-registration';
  const lines = [line('Personne', name)];
  if (secret === 'letter' && code) lines.push(line('Code du courrier', code));
  // What a weak secret is completed by, and what a registration asks for.
  if (isRegistration || (secret !== 'letter' && holder.email === ''))
    lines.push(line('Nom', lastName), line('Code postal', postcode));
  if (isRegistration) lines.push(line('Prénom', firstName));
  lines.push(line(email ? 'Adresse à taper' : 'Adresse au dossier', email ?? (holder.email || 'aucune')));
  return lines.join('');
};

const line = (label: string, value: string): string =>
  `<div><dt>${label}</dt><dd><code>${escapeHtml(value)}</code></dd></div>`;

/** What needs no code of its own. */
export const alsoToTry = `<section class="site">
<header><div><h3>Et partout</h3></div></header>
<ul class="also">
${[
  '<strong>L’identifiant mal tapé</strong> : « o418 c2O6 » ouvre le compte 0418C206 d’Hélène Charvet. Les espaces, la casse, O et 0, I et 1 ne comptent pas.',
  '<strong>Le mot de passe oublié</strong> : par l’adresse ou l’identifiant ; la lettre arrive dans les courriels. Avec un identifiant inconnu, l’écran dit la même chose.',
  '<strong>« Je ne reçois rien »</strong> : la demande d’aide ne demande pas de connexion ; elle arrive au bureau de l’agence, avec les personnes qui lui ressemblent.',
  '<strong>Un compte d’ailleurs</strong> : connectez-vous comme helene.charvet@courriel.example, ouvrez « Mon accès », reliez le « Fournisseur de démonstration » et choisissez Hélène Charvet. Déconnectez-vous : un bouton suffit désormais. Camille Inconnu, sous l’adresse d’un autre, reste dehors. On peut aussi le choisir au lieu d’un mot de passe, à la fin d’une première connexion. Google, LinkedIn, Facebook et X demandent une application enregistrée chez eux : <code>docs/social.md</code> dit comment les ajouter.',
  '<strong>Mon accès</strong> : changez le mot de passe, l’adresse (l’ancienne reçoit de quoi annuler pendant 48 heures), l’identifiant, le téléphone (son code arrive dans les SMS) ; ajoutez une clé d’accès ou une application de codes ; fermez une session à distance. Chaque changement se confirme par un code : il arrive dans les courriels ou les SMS de la démonstration.',
  '<strong>Plusieurs comptes</strong> : ines.lemoine@courriel.example est bailleresse et copropriétaire chez Nacre ; Claire et Denis Aubry voient le même compte chez Horizon.',
  '<strong>Au bureau</strong> : un code est demandé à Josiane Pellat, Marc Tissot installe d’abord son application : la page des codes la remplace, avec la clé que montre l’écran. Les demandes, les personnes sans accès et les courriers à imprimer y sont.',
]
  .map((item) => `<li>${french(item)}</li>`)
  .join('\n')}
</ul>
</section>`;
