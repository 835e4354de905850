import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Letter, Mailer } from '../server/mail/mailer.ts';
import { escapeHtml } from '../server/values/html.ts';
import { demoPage } from './page.ts';

/** Letters go no further than this machine: the demo shows them on a page of its own. */
export interface KeptLetter extends Letter {
  at: string;
}

export interface DemoMailer extends Mailer {
  /** Newest first. */
  list(): KeptLetter[];
  find(id: string): KeptLetter | undefined;
}

const kept = 200;

export const demoMailer = (file: string, clock: () => Date = () => new Date()): DemoMailer => {
  mkdirSync(dirname(file), { recursive: true });
  let letters = existsSync(file) ? readLetters(readFileSync(file, 'utf8')).slice(-kept) : [];
  writeFileSync(file, letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
  return {
    async send(letter) {
      // The outbox may send the same letter twice: it stays one.
      if (letters.some(({ id }) => id === letter.id)) return;
      const received: KeptLetter = { ...letter, at: clock().toISOString() };
      letters = [...letters, received].slice(-kept);
      appendFileSync(file, `${JSON.stringify(received)}\n`);
    },
    list: () => letters.toReversed(),
    find: (id) => letters.find((letter) => letter.id === id),
  };
};

/** A line cut by a crash is left out, not fatal. */
const readLetters = (text: string): KeptLetter[] =>
  text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as KeptLetter];
    } catch {
      return [];
    }
  });

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

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
const when = ({ at }: KeptLetter): string => `<time datetime="${at}">${moment.format(new Date(at))}</time>`;
const home = '<p><a href="/">Retour à la démonstration</a></p>';

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
