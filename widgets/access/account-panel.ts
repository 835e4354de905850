import { html, nothing } from 'lit';
import type { Person } from '../../server/access/contract.ts';
import { failureOf, call, type Api, type Failure } from '../shared/api.ts';
import type { Format } from '../shared/format.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';

type Sessions = Awaited<ReturnType<typeof readSessions>>;
const readSessions = async (api: Api) => (await call(api.sessions.$get())).sessions;

/** « Mes connexions »: read when it is opened, one or all others ended on demand. */
export class SessionList {
  #sessions: Sessions | undefined;
  #failure: Failure | undefined;
  readonly #api: () => Api;
  readonly #changed: () => void;

  constructor(api: () => Api, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  readonly read = (): Promise<void> => this.#ask(() => Promise.resolve());

  render({ access, common }: Text, format: Format): unknown {
    const others = this.#sessions?.filter(({ current }) => !current) ?? [];
    return html`<p class="muted small">${access.sessionsHow}</p>
      ${this.#failure ? html`<p class="error" role="alert">${icon('alert')}<span>${common.error[this.#failure.code]}</span></p>` : nothing}
      ${this.#sessions
        ? html`<ul class="sessions" part="list">
            ${this.#sessions.map(
              ({ id, device, lastSeenAt, current }) => html`<li part="row">
                ${icon('device')}
                <div>
                  <div>${device}</div>
                  <div class="muted small">
                    ${current ? access.thisDevice : html`<span title=${format.instant(lastSeenAt)}>${access.lastSeen(format.ago(lastSeenAt))}</span>`}
                  </div>
                </div>
                ${current
                  ? nothing
                  : html`<button type="button" class="button" aria-label=${access.endSessionOf(device)} @click=${() => this.#end(id)}>
                      ${access.endSession}
                    </button>`}
              </li>`,
            )}
          </ul>`
        : html`<p role="status" class="muted">${this.#failure ? nothing : common.loading}</p>`}
      ${others.length > 1
        ? html`<button type="button" class="button" @click=${this.#endOthers}>${access.endOthers}</button>`
        : nothing}`;
  }

  #end(id: string): Promise<void> {
    return this.#ask((api) => call(api.sessions[':id'].$delete({ param: { id } })));
  }

  readonly #endOthers = (): Promise<void> => this.#ask((api) => call(api.sessions.$delete()));

  /** Shows what the server says after the act, never a guess. */
  async #ask(act: (api: Api) => Promise<unknown>): Promise<void> {
    const api = this.#api();
    try {
      await act(api);
      this.#sessions = await readSessions(api);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = failureOf(error);
    }
    this.#changed();
  }
}

/** The accounts in words: « Copropriétaire · 4 biens ». */
export const accountLines = ({ common, access }: Text, { accounts }: Person) => html`<ul class="accounts">
  ${accounts.map(
    ({ role, lots, identifier, label }) => html`<li>
      <div>${common.role[role]}${lots > 0 ? ` · ${common.lots(lots)}` : nothing}</div>
      <div class="muted small">${label} · ${access.account(identifier)}</div>
    </li>`,
  )}
</ul>`;
