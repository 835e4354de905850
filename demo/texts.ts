import type { Sms, SmsSender } from '../server/sms/sender.ts';
import { escapeHtml } from '../server/values/html.ts';
import { showPhone } from '../server/values/phone.ts';
import { keptIn } from './kept.ts';
import { demoPage, home, when } from './page.ts';

/** Text messages go no further than this machine either. */
export interface DemoPhone extends SmsSender {
  /** Newest first. */
  list(): (Sms & { at: string })[];
}

export const demoPhone = (file: string): DemoPhone => {
  const kept = keptIn<Sms>(file);
  return { send: async (sms) => kept.add(sms), list: kept.list };
};

/** `/sms`; nothing for any other address. */
export const textPage = (phone: DemoPhone, pathname: string): Response | undefined => {
  if (pathname !== '/sms') return undefined;
  const texts = phone.list();
  return demoPage(
    'SMS envoyés',
    `${home}
<h1>SMS envoyés</h1>
<p class="quiet">Rien ne quitte cette machine\u00a0: les SMS de la démonstration s’arrêtent ici.</p>
${
  texts.length === 0
    ? '<div class="empty"><p>Aucun SMS pour l’instant. Ajoutez un numéro de téléphone dans «\u00a0Mon accès\u00a0»\u00a0: son code arrivera ici.</p></div>'
    : `<ul class="mails">${texts
        .map(
          (text) =>
            `<li class="text"><p>${escapeHtml(text.text)}</p><span class="quiet">Au ${escapeHtml(showPhone(text.to))}, ${when(text)}</span></li>`,
        )
        .join('')}</ul>`
}`,
  );
};
