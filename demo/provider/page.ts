import { escapeHtml } from '../../server/values/html.ts';
import { demoPage } from '../page.ts';
import { identities, type Identity } from './people.ts';

/** « Fournisseur de démonstration » : choose who to be, or refuse. Each choice is one button of one form. */
export const choicePage = (action: string, site: string): Response =>
  demoPage(
    'Fournisseur de démonstration',
    `<main class="choice">
<h1>Fournisseur de démonstration</h1>
<p><strong>${escapeHtml(site)}</strong> demande qui vous êtes, et recevra votre identifiant chez nous et votre adresse de courriel. Il n’y a pas de mot de passe ici\u00a0: tout est inventé.</p>
<form method="post" action="${escapeHtml(action)}">
<h2 id="who">Continuer en tant que</h2>
<ul aria-labelledby="who">${identities.map(choice).join('')}</ul>
<p><button name="who" value="">Refuser</button></p>
</form>
</main>`,
    // The answer to this form leaves for the agency's portal.
    { forms: '*' },
  );

const choice = ({ subject, name, email, about }: Identity): string =>
  `<li><button name="who" value="${subject}"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(email)}</span><span class="quiet">${escapeHtml(about)}</span></button></li>`;

export const lostPage = (): Response =>
  demoPage(
    'Fournisseur de démonstration',
    `<main class="choice"><h1>Cette demande n’est plus valable</h1>
<p>Revenez au site de l’agence et recommencez.</p></main>`,
    { status: 400 },
  );
