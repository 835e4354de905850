import { html, nothing } from 'lit';
import { call, failureOf, type Api, type Failure } from '../../shared/api.ts';
import type { PalierElement } from '../../shared/element.ts';
import { icon } from '../../shared/icons.ts';
import { text } from './account-words.ts';

type Sessions = Awaited<ReturnType<typeof readSessions>>;
const readSessions = async (api: Api) => (await call(api.sessions.$get())).sessions;

/** « Mes connexions »: read when it is opened, one or all others ended on demand. */
export class SessionList {
  #sessions: Sessions | undefined;
  #failure: Failure | undefined;
  readonly #host: PalierElement;

  constructor(host: PalierElement) {
    this.#host = host;
    void this.read();
  }

  readonly read = (): Promise<void> => this.#ask(() => Promise.resolve());

  render(): unknown {
    const { format, t } = this.#host;
    const { common } = t;
    const access = text(this.#host);
    const others = this.#sessions?.filter(({ current }) => !current) ?? [];
    return html`<p class="muted small">${access.sessionsHow}</p>
      ${this.#failure ? html`<p class="error" part="error" role="alert">${icon('alert')}<span>${common.error[this.#failure.code]}</span></p>` : nothing}
      ${
        this.#sessions
          ? html`<ul class="sessions" part="list">
              ${this.#sessions.map(
                ({ id, device, site, lastSeenAt, current }) =>
                  html`<li part="row">
                    ${icon('device')}
                    <div>
                      <div>${device} <span class="muted small">${access.openAt(site)}</span></div>
                      <div class="muted small">
                        ${current ? access.thisDevice : html`<span title=${format.instant(lastSeenAt)}>${access.lastSeen(format.ago(lastSeenAt))}</span>`}
                      </div>
                    </div>
                    ${
                      current
                        ? nothing
                        : html`<button
                            type="button"
                            class="button"
                            aria-label=${access.endSessionOf(device)}
                            @click=${() => this.#end(id)}
                          >
                            ${access.endSession}
                          </button>`
                    }
                  </li>`,
              )}
            </ul>`
          : html`<p role="status" class="muted">${this.#failure ? nothing : common.loading}</p>`
      }
      ${
        others.length > 1
          ? html`<button type="button" class="button" @click=${this.#endOthers}>${access.endOthers}</button>`
          : nothing
      }`;
  }

  #end(id: string): Promise<void> {
    return this.#ask((api) => call(api.sessions[':id'].$delete({ param: { id } })));
  }

  readonly #endOthers = (): Promise<void> => this.#ask((api) => call(api.sessions.$delete()));

  /** Shows what the server says after the act, never a guess. */
  async #ask(act: (api: Api) => Promise<unknown>): Promise<void> {
    const { api } = this.#host;
    try {
      await act(api);
      this.#sessions = await readSessions(api);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = failureOf(error);
    }
    this.#host.requestUpdate();
  }
}
