import { html, nothing } from 'lit';
import type { Document } from '../../server/documents/contract.ts';
import type { Failure } from '../shared/api.ts';
import type { Format } from '../shared/format.ts';
import { icon, type IconName } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';
import { trouble } from '../ui/trouble.ts';
import { isViewable } from './open-document.ts';

export type Act = 'open' | 'download';

interface Context {
  t: Text;
  format: Format;
  /** Whether the building is worth saying: not when there is only one. */
  named: boolean;
  /** Whether others around bear the same title. */
  repeated: boolean;
  busy: boolean;
  refused: Failure['code'] | undefined;
}

export const documentRow = (
  document: Document,
  { t, format, named, repeated, busy, refused }: Context,
  act: (act: Act) => void,
) => {
  const { title, day, sizeBytes, isNew } = document;
  const { documents, common } = t;
  const place = placeOf(document, named);
  // A reader going from button to button hears nothing else of the row.
  const spoken = repeated ? [title, place, format.day(day)].filter(Boolean).join(', ') : title;
  const button = (what: Act, picture: IconName, more = '') =>
    html`<button
      type="button"
      class="quiet"
      aria-label="${documents[what]}, ${spoken}${more}"
      aria-disabled=${busy}
      @click=${() => busy || act(what)}
    >
      ${icon(picture)}<span>${documents[what]}</span>
    </button>`;
  return html`<li class="row" part="row" tabindex="-1">
    ${icon(pictureOf(document.mediaType))}
    <div class="what">
      <span class="name">${title}</span>
      ${isNew ? html`<span class="new">${documents.isNew}</span>` : nothing}
      <span class="small muted">
        ${[kindOf(document, t), format.day(day), format.size(sizeBytes)].filter(Boolean).join(' · ')}
        ${place ? html`<br />${place}` : nothing}
      </span>
    </div>
    <div class="acts">
      ${isViewable(document.mediaType) ? button('open', 'external', `, ${documents.newTab}`) : nothing}
      ${button('download', 'download')}
    </div>
    ${refused ? trouble(`${documents.trouble.file} ${common.error[refused]}`) : nothing}
  </li>`;
};

/** Nothing when the title begins with it already. */
const kindOf = ({ kind, title }: Document, { documents }: Text): string => {
  const name = documents.kinds[kind];
  return title.toLocaleLowerCase().startsWith(name.toLocaleLowerCase()) ? '' : name;
};

export const placeOf = ({ building, lot }: Document, named: boolean): string =>
  [named ? building?.name : null, lot].filter(Boolean).join(' · ');

/** The titles that more than one of these bear. */
export const repeatedTitles = (documents: readonly Document[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(documents.flatMap(({ title }) => (seen.has(title) ? [title] : (seen.add(title), []))));
};

const pictureOf = (mediaType: string): IconName =>
  mediaType.startsWith('image/') ? 'image' : /sheet|excel|csv/.test(mediaType) ? 'sheet' : 'document';
