import { css, html, nothing } from 'lit';

/** What went wrong, beside the place where it did, and a way to try again when there is one. */
export const trouble = (words: unknown, retry?: { text: string; act: () => void }) =>
  html`<div class="trouble no-print" role="alert">
    <span part="error">${words}</span>
    ${retry ? html`<button type="button" class="button" @click=${retry.act}>${retry.text}</button>` : nothing}
  </div>`;

export const troubleStyles = css`
  .trouble {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    margin-block: calc(2 * var(--_space));
    padding-inline-start: calc(1.5 * var(--_space));
    border-inline-start: calc(0.1875 * var(--palier-u)) solid var(--_danger);
  }
  .trouble span {
    flex: 1 1 12em;
    max-inline-size: 65ch;
  }
`;
