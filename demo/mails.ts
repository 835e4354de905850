import type { Letter, Mailer } from '../server/mail/mailer.ts';
import { escapeHtml } from '../server/values/html.ts';
import { keptIn } from './kept.ts';
import { demoPage, home, when } from './page.ts';

/** Letters go no further than this machine: the demo shows them on a page of its own. */
export interface KeptLetter extends Letter {
  at: string;
}

export interface DemoMailer extends Mailer {
  /** Newest first. */
  list(): KeptLetter[];
  find(id: string): KeptLetter | undefined;
}

export const demoMailer = (file: string): DemoMailer => {
  const kept = keptIn<Letter>(file);
  return {
    send: async (letter) => kept.add(letter),
    list: kept.list,
    find: (id) => kept.list().find((letter) => letter.id === id),
  };
};

/** `/mails` and `/mails/<id>`; nothing for any other address. */
export const mailPages = (mailer: DemoMailer, pathname: string): Response | undefined => {
  if (pathname === '/mails') return demoPage('Courriels envoyés', listBody(mailer.list()));
  if (!pathname.startsWith('/mails/')) return undefined;
  const letter = mailer.find(decodeURIComponent(pathname.slice('/mails/'.length)));
  if (!letter) return undefined;
  // The letter's own frame inherits this policy, and letters carry their styles in attributes.
  return demoPage(letter.subject, letterBody(letter), {
    styles: "style-src 'self' 'unsafe-inline'; frame-src 'self'",
  });
};

const listBody = (letters: KeptLetter[]): string => `${home}
<h1>Courriels envoyés</h1>
<p class="quiet">Rien ne quitte cette machine\u00a0: les courriels de la démonstration s’arrêtent ici.</p>
${
  letters.length === 0
    ? '<div class="empty"><p>Aucun courriel pour l’instant. Demandez un nouveau mot de passe sur l’un des sites\u00a0: la lettre arrivera ici.</p></div>'
    : `<ul class="mails">${letters
        .map(
          (letter) =>
            `<li><a href="/mails/${encodeURIComponent(letter.id)}"><strong>${escapeHtml(letter.subject)}</strong><span class="quiet to">${escapeHtml(letter.from)} → ${escapeHtml(letter.to)}</span><span class="quiet">${when(letter)}</span></a></li>`,
        )
        .join('')}</ul>`
}`;

const letterBody = (letter: KeptLetter): string => `<p><a href="/mails">Tous les courriels</a></p>
<h1>${escapeHtml(letter.subject)}</h1>
<dl class="headers">
<div><dt class="quiet">De</dt><dd>${escapeHtml(letter.from)}</dd></div>
<div><dt class="quiet">À</dt><dd>${escapeHtml(letter.to)}</dd></div>
<div><dt class="quiet">Le</dt><dd>${when(letter)}</dd></div>
</dl>
${letter.html ? `<iframe title="Le courriel tel qu’il s’affiche" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(inOwnTab(letter.html))}"></iframe>` : ''}
<h2>Version texte</h2>
<pre>${escapeHtml(letter.text)}</pre>`;

/** Links leave the frame for a tab of their own. */
const inOwnTab = (html: string): string => html.replace('<head>', '<head><base target="_blank">');
