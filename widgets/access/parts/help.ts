import { css, html, nothing, svg } from 'lit';
import type { IdentifierPlace } from '../../../server/values/ways-in.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { Errand } from '../errand.ts';
import { fr } from '../text/help.fr.ts';

const words = chunkText(fr, () => import('../text/help.en.ts').then(({ en }) => en));
export const text = words;

/** Where the identifier stands, whom to call, and how to be called. */
export const create = (host: FormElement, errand: Errand): Screen => ({
  render: ({ bootstrap }) => {
    if (!bootstrap) return nothing;
    const { name, phone, email, hours, identifierHint, identifierPlace } = bootstrap.agency;
    const w = words(host);
    return html`${
        identifierHint || identifierPlace
          ? html`<p><strong>${w.where}</strong><br />${identifierHint}</p>
              ${identifierPlace ? letter(identifierPlace, w.picture[identifierPlace]) : nothing}`
          : nothing
      }
      <p class="small muted">${w.how}</p>
      <p class="card-name"><strong>${name}</strong></p>
      <dl class="card">
        ${
          phone
            ? html`<dt>${w.phone}</dt>
                <dd><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></dd>`
            : nothing
        }
        ${
          email
            ? html`<dt>${w.email}</dt>
                <dd><a href="mailto:${email}">${email}</a></dd>`
            : nothing
        }
        ${
          hours.length > 0
            ? html`<dt>${w.hours}</dt>
                <dd>${hours.map((line) => html`<span>${line}</span>`)}</dd>`
            : nothing
        }
      </dl>
      <button type="button" class="link" @click=${() => errand.go('assistance')}>${w.assistance}</button>`;
  },
});

const marks: Record<IdentifierPlace, [x: number, y: number]> = {
  'top-left': [8, 8],
  'top-right': [57, 8],
  middle: [37, 66],
  bottom: [37, 126],
};

/** A letter as one holds it: address, lines, and the mark. */
const letter = (place: IdentifierPlace, says: string) => {
  const [x, y] = marks[place];
  const lines = [54, 62, 70, 78, 86, 94, 102, 110];
  return html`<svg class="letter" viewBox="0 0 120 156" role="img" aria-label=${says}>
    <rect class="paper" x="1" y="1" width="118" height="154" rx="3" />
    ${svg`<path class="lines" d=${`M10 14h26M10 20h20M72 32h36M72 38h30${lines.map((at) => `M10 ${at}h${at === 110 ? 60 : 100}`).join('')}M10 138h100`} />`}
    ${svg`<rect class="ring" x=${x - 4} y=${y - 4} width="58" height="16" rx="8" />`}
    ${svg`<text class="number" x=${x + 25} y=${y + 7.2} text-anchor="middle">C0045210</text>`}
  </svg>`;
};

export const styles = [
  css`
    .letter {
      display: block;
      inline-size: calc(9 * var(--palier-u));
      margin-block-end: calc(2 * var(--_space));
    }
    .letter .paper {
      fill: var(--_surface);
      stroke: var(--_edge);
    }
    .letter .lines {
      fill: none;
      stroke: var(--_border);
      stroke-width: 3;
      stroke-linecap: round;
    }
    .letter .ring {
      fill: var(--_surface);
      stroke: var(--_danger);
      stroke-width: 2;
    }
    .letter .number {
      fill: var(--_text);
      font:
        600 9.5px system-ui,
        sans-serif;
    }
  `,
];
