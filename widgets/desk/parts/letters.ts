import { html, nothing } from 'lit';
import type { Resident } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { trouble } from '../../ui/trouble.ts';
import type { Tools } from './tools.ts';

/** How many the server makes at a time. */
export const most = 500;

/** The letters of these people, or of all those who wait, asked for from one place of the desk. */
interface Batch {
  key: string;
  people: readonly Resident[] | 'waiting';
  count: number;
  state: 'asked' | 'making' | 'made';
  failure?: Failure;
  /** `missing`: letters that could not be written, for want of an address. */
  file?: { url: string; name: string; missing: number };
}

/**
 * Activation letters: what will happen is said first, for earlier codes die; the file stays at hand as long as the
 * desk is open, for its codes are nowhere else.
 */
export class Letters {
  readonly #desk: Tools;
  #batch: Batch | undefined;
  readonly #made: string[] = [];
  #ended = false;

  constructor(desk: Tools) {
    this.#desk = desk;
  }

  isAsked(key: string): boolean {
    return this.#batch?.key === key;
  }

  ask(key: string, people: Batch['people']): void {
    if (this.#batch?.state === 'making') return;
    if (this.isAsked(key)) return this.#drop();
    const count = people === 'waiting' ? (this.#desk.summary?.residents.none ?? 0) : people.length;
    this.#batch = { key, people, count: Math.min(count, most), state: 'asked' };
    void this.#desk.focus('#letters');
  }

  /** Those chosen changed: what was asked for others goes, what was made stays. */
  forget(key: string): void {
    if (this.#batch?.key === key && this.#batch.state === 'asked') this.#batch = undefined;
  }

  /** Nothing of the files outlasts the agent. */
  end(): void {
    this.#ended = true;
    for (const url of this.#made.splice(0)) URL.revokeObjectURL(url);
    this.#batch = undefined;
  }

  render(key: string): unknown {
    const batch = this.#batch;
    if (batch?.key !== key) return nothing;
    const { words, host } = this.#desk;
    const { letters } = words;
    const { people, count, state, failure, file } = batch;
    const [first] = people === 'waiting' ? [] : people;
    const alone = count === 1 && first;
    const active = people === 'waiting' ? 0 : people.filter(({ access }) => access === 'active').length;
    return html`<div class="panel" id="letters" role="group" aria-labelledby="letters-title" tabindex="-1">
      <p class="strong" id="letters-title">
        ${people === 'waiting' ? letters.titleAll(count) : alone ? letters.titleOne(first.name) : letters.title(count)}
      </p>
      ${
        file
          ? html`<p>${letters.made} ${letters.keep}</p>
              ${file.missing > 0 ? html`<p class="strong">${letters.leftOut(file.missing)}</p>` : nothing}
              <div class="actions">
                <a class="button" href=${file.url} download=${file.name}
                  >${icon('download')}${letters.again}</a
                >
                <button type="button" class="button" @click=${() => this.#drop()}>
                  ${host.t.common.close}
                </button>
              </div>`
          : html`${people === 'waiting' ? html`<p>${letters.who} ${count === most ? words.people.tooMany(most) : nothing}</p>` : nothing}
              <p>${alone ? letters.code : letters.codes} ${letters.perAccount}</p>
              ${active > 0 ? html`<p>${alone ? words.invitation.alreadyIn : letters.active(active)}</p>` : nothing}
              ${failure ? trouble(`${letters.trouble} ${letters.why[failure.fields['people'] ?? ''] ?? host.t.common.error[failure.code]}`) : nothing}
              <div class="actions">
                <button
                  type="button"
                  class="button primary"
                  aria-disabled=${state === 'making'}
                  @click=${() => void this.#make(batch)}
                >
                  ${state === 'making' ? letters.making : letters.makeAll(count)}
                </button>
                <button
                  type="button"
                  class="button"
                  aria-disabled=${state === 'making'}
                  @click=${() => this.#drop()}
                >
                  ${host.t.common.cancel}
                </button>
              </div>`
      }
    </div>`;
  }

  /** The focus returns to what opened this. */
  #drop(): void {
    const batch = this.#batch;
    if (!batch || batch.state === 'making') return;
    this.#batch = undefined;
    void this.#desk.focus(`[data-opens="${batch.key}"]`, '[data-title]');
  }

  async #make(batch: Batch): Promise<void> {
    if (batch.state === 'making') return;
    const { host, say, words } = this.#desk;
    batch.state = 'making';
    delete batch.failure;
    say(words.letters.making);
    const people = batch.people === 'waiting' ? batch.people : batch.people.map(({ personId }) => personId);
    try {
      const answer = await host.api.desk.letters.$post({ json: { people } });
      // Refusals come as everywhere else: `call` throws them.
      if (!answer.ok) await call(answer as never);
      const file = await answer.blob();
      if (this.#ended) return;
      const url = URL.createObjectURL(file);
      this.#made.push(url);
      batch.file = {
        url,
        name: words.letters.file(new Date().toLocaleDateString('sv-SE')),
        missing: Number(answer.headers.get('x-palier-left-out')),
      };
      batch.state = 'made';
      say(words.letters.made);
      await this.#desk.focus('#letters');
      host.renderRoot.querySelector<HTMLElement>('#letters a[download]')?.click();
      this.#desk.changed();
    } catch (error) {
      batch.failure = failureOf(error);
      batch.state = 'asked';
      host.requestUpdate();
    }
  }
}
