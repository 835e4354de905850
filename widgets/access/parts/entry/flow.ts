import { html, nothing } from 'lit';
import type {
  FirstConnection,
  FirstConnectionAnswer,
} from '../../../../server/access/first-connection/contract.ts';
import type { Agency } from '../../../../server/agency/contract.ts';
import type { Fields } from '../../../../server/values/error.ts';
import type { WayIn } from '../../../../server/values/ways-in.ts';
import { call, failureOf, patiently } from '../../../shared/api.ts';
import { type FormElement, LazyScreen, type Screen } from '../../../shared/form-element.ts';
import { addedKey, entryKey, recall, remember } from '../../../shared/tab-memory.ts';
import type { Errand, SocialErrand } from '../../errand.ts';
import type { FormScreen } from '../../form-screen.ts';
import { Confirm, Password } from './confirm.ts';
import { Details } from './details.ts';
import { Access, Email, Taken } from './email.ts';
import { ended, Link } from './link.ts';
import { chooseHolder, signedIn } from './people.ts';
import { Proof } from './proof.ts';
import { Registration } from './registration.ts';
import { Start } from './start.ts';
import { proceed, Step } from './step.ts';
import { progressOf, type View, viewOf } from './views.ts';
import { Watch } from './watch.ts';
import { words } from './words.ts';

const formed = {
  start: Start,
  proof: Proof,
  access: Access,
  taken: Taken,
  confirm: Confirm,
  password: Password,
} as const;

/** Where a mail is waited for. */
const waiting: ReadonlySet<View> = new Set(['proof', 'taken', 'confirm']);

/**
 * The ways in, one machine: what is asked next is what the server says, except for the screens of one request, which
 * are gone through here. A reload asks where one stands.
 */
export class WaysIn implements Screen {
  readonly host: FormElement;
  readonly errand: Errand;
  readonly social: LazyScreen<SocialErrand>;
  connection: FirstConnection | null = null;
  /** The address typed, or the one on file. */
  email = '';
  /** Why another mail was refused, beside what asked for it; and the good news, beside the code. */
  said: string | undefined;
  news: string | undefined;
  /** The address that was offered has a login already: another is asked for. */
  isOther = false;
  #view: View = 'asking';
  #screens = new Map<View, FormScreen>();
  #way: WayIn;
  #holder: string | undefined;
  #token: string | undefined;
  #join = false;
  readonly #watch = new Watch(() => this.#look());

  constructor(host: FormElement, errand: Errand) {
    this.host = host;
    this.errand = errand;
    this.social = new LazyScreen(host, () => import('../social.ts'), { purpose: 'first-connection' });
    const [first = 'first-connection'] = this.agency.waysIn;
    const wanted = new URLSearchParams(host.atPortal ? location.search : '').get('voie');
    this.#way = errand.path ?? this.agency.waysIn.find((way) => way === wanted) ?? first;
    host.addController(this);
    this.#begin();
  }

  hostConnected(): void {
    this.#watch.start();
  }

  hostDisconnected(): void {
    this.#watch.stop();
  }

  /** Another screen stands here: nobody is led away from it. */
  leave(): void {
    this.#watch.stop();
    this.host.removeController(this);
  }

  get agency(): Agency {
    return this.host.page.view.bootstrap!.agency; // drawn after the bootstrap answer
  }

  get api() {
    return this.host.api;
  }

  /** The path that one is on. */
  get asked(): WayIn | 'invitation' {
    return this.connection?.path ?? this.#way;
  }

  /** Of the two that begin with a letter. */
  get path(): 'first-connection' | 'create-space' {
    return this.#way === 'create-space' ? 'create-space' : 'first-connection';
  }

  get progress(): [number, number] | undefined {
    return this.joins ? undefined : progressOf(this.asked, this.#view, this.isProved(this.email));
  }

  /** Whether a code was read in that mailbox already: it is not confirmed once more. */
  isProved(email: string): boolean {
    return email !== '' && this.connection?.provedEmail === email.trim().toLowerCase();
  }

  get accountLine(): unknown {
    const { account } = this.connection ?? {};
    return account
      ? html`<strong class="of">${words(this.host).account(account.identifier, account.label)}</strong>`
      : nothing;
  }

  get holderChosen(): { holder?: string } {
    return this.#holder ? { holder: this.#holder } : {};
  }

  /** As typed, or as the agency has them. */
  get names(): string[] {
    const form = this.#screens.get('form');
    const typed =
      form instanceof Registration || form instanceof Details ? form.typed : this.connection?.details;
    return [typed?.lastName ?? '', typed?.firstName ?? ''];
  }

  get canQuit(): boolean {
    return this.connection !== null || this.joins;
  }

  get back(): (() => void) | undefined {
    return this.connection?.holders.length ? () => this.show('holder') : undefined;
  }

  get form(): FormScreen | undefined {
    const view = this.#view;
    const known = this.#screens.get(view);
    if (known) return known;
    const made = this.#make(view);
    if (made) this.#screens.set(view, made);
    return made;
  }

  render(): unknown {
    const w = words(this.host);
    switch (this.#view) {
      case 'asking':
        return html`<div class="body"><p role="status" class="muted">${w.asking}</p></div>`;
      case 'signed-in':
        return signedIn(this, w);
      case 'holder':
        return chooseHolder(this, w);
      case 'dead-link':
      case 'expired':
      case 'elsewhere':
        return ended(this, this.#view, w);
      default:
        return this.form?.render();
    }
  }

  readonly show = (view: View): void => {
    this.said = this.news = undefined;
    this.#view = view;
    this.host.focusTitle();
  };

  /** Another path than the one that was begun with. */
  choose(way: WayIn): void {
    const typed = this.#screens.get('start');
    this.#way = way;
    this.#screens.clear();
    if (typed && way !== 'tenant-registration') this.#screens.set('start', typed);
    this.show(this.#first);
  }

  /** Than the one that has a login: on file or typed, it is not offered again. */
  readonly another = (): void => {
    this.email = '';
    this.isOther = true;
    const kept = this.#screens.get('form');
    for (const view of ['form', 'access'] as const)
      if (!(view === 'form' && (kept instanceof Details || kept instanceof Registration)))
        this.#screens.delete(view);
    this.show(this.#screens.has('form') ? 'access' : 'form');
  };

  chooseHolder(id: string): void {
    this.#holder = id;
    this.#screens.delete('form');
    if (!this.joins) return this.show('form');
    // Their address is known: it is the one they are signed in with.
    const json = { email: this.host.page.person?.email ?? '', holder: id };
    proceed(this, () => call(this.api['first-connection'].details.$post({ json }))).catch(
      (error: unknown) => {
        this.said = this.host.t.common.error[failureOf(error).code];
        this.host.requestUpdate();
      },
    );
  }

  /** The account goes to who is signed in. */
  join(): void {
    this.#join = true;
    this.show('start');
  }

  get joins(): boolean {
    return this.#join || this.errand.join === true;
  }

  /** To what the answer asks for; or in, when it asks for nothing more. */
  async follow({ connection, person, awaits }: FirstConnectionAnswer): Promise<void> {
    remember(entryKey, connection ? '1' : null);
    if (person || awaits) return this.#enter(person);
    const before = this.connection;
    this.connection = connection;
    if (!connection) return this.show('expired');
    // The address of a second proof is masked: nobody types it.
    const to = connection.step === 'second-proof' ? undefined : connection.mail?.to;
    this.email ||= to ?? connection.details?.email ?? '';
    // A mail that was refused leaves the paper to prove it by.
    if (connection.step !== before?.step || connection.secondProof?.kind !== before?.secondProof?.kind) {
      for (const view of ['proof', 'taken', 'confirm', 'password'] as const) this.#screens.delete(view);
      this.#watch.renew();
    }
    const view = viewOf(connection, this.#holder);
    if (waiting.has(view) && connection.mail) this.#watch.later(connection.mail.state === 'waiting');
    if (view !== this.#view) this.show(view);
    else this.host.requestUpdate();
  }

  /** Asks where one stands: after a reload, or when something went on elsewhere. */
  readonly resume = async (): Promise<void> => {
    // Before a reload, too, or before one left for a provider.
    const at = this.connection;
    const begun = at !== null || recall(entryKey) !== null;
    const answer = await patiently(() => call(this.api['first-connection'].$get()));
    // Something was sent meanwhile, whose answer knows more.
    if (this.connection !== at) return;
    if (answer.connection) return this.follow(answer);
    this.connection = null;
    remember(entryKey, null);
    if (begun) await this.host.page.refresh();
    const { person, view } = this.host.page;
    if (!this.joins && (view.bootstrap?.awaits || (begun && person))) return this.errand.go();
    const isElsewhere = at?.step === 'confirm' && answer.elsewhere;
    this.show(isElsewhere ? 'elsewhere' : begun ? 'expired' : this.#first);
  };

  /** Another mail left: the former code and what was said of it say nothing any more. */
  renewed(news: string): void {
    this.news = news;
    this.#watch.renew();
    this.#watch.later(true);
    const { form } = this;
    if (form instanceof Step) form.empty();
  }

  /** To the step that the server waits for. */
  readonly goOn = (): void => {
    if (this.connection) this.show(viewOf(this.connection, this.#holder));
  };

  readonly restart = (): void => {
    this.#screens.clear();
    this.connection = null;
    this.#holder = undefined;
    this.email = '';
    this.isOther = false;
    this.show(this.#first);
  };

  readonly quit = async (): Promise<void> => {
    remember(entryKey, null);
    await call(this.api['first-connection'].$delete()).catch(() => undefined);
    if (this.errand.join) this.errand.go();
    else this.errand.go('sign-in');
  };

  /** What the last two screens hold, in one request. */
  sendForm(own: { email: string; password: string }): Promise<FirstConnectionAnswer> {
    const form = this.#screens.get('form');
    if (form instanceof Registration)
      return call(this.api.registrations.$post({ json: { ...form.typed, ...own } }));
    const details = form instanceof Details ? { details: form.typed } : {};
    const json = { ...own, ...details, ...this.holderChosen };
    return call(this.api['first-connection'].details.$post({ json }));
  }

  /** Whether what was refused stands on the screen before, which is then shown. */
  refuseForm(fields: Fields): boolean {
    const form = this.#screens.get('form');
    if (!(form instanceof Step) || !form.takeBack(fields)) return false;
    this.show('form');
    return true;
  }

  #begin(): void {
    const { fragment, join } = this.errand;
    const { atPortal } = this.host;
    if (fragment && atPortal && location.pathname === '/confirmation') {
      this.#token = fragment;
      this.#view = 'link';
      // It may be of the first connection that is under way here.
      void this.#quietly();
    } else if (fragment) this.#view = this.#first;
    else if (join) this.#view = 'start';
    else void this.resume().catch(() => this.show(this.#first));
  }

  async #quietly(): Promise<void> {
    const { connection } = await call(this.api['first-connection'].$get()).catch(() => ({
      connection: null,
    }));
    this.connection ??= connection;
    this.host.requestUpdate();
  }

  get #first(): View {
    if (this.host.page.person && !this.joins) return 'signed-in';
    return this.#way === 'tenant-registration' ? 'form' : 'start';
  }

  /** In; what was added to an access that was there already is said once, wherever one lands. */
  #enter(person: FirstConnectionAnswer['person']): Promise<void> {
    const { account, step } = this.connection ?? {};
    const before = new Set(this.host.page.person?.accounts.map(({ identifier }) => identifier));
    const joined = person?.accounts.find(({ identifier }) => !before.has(identifier));
    const added = this.joins ? joined : step === 'taken' ? account : undefined;
    if (added) remember(addedKey, added.identifier);
    return this.errand.entered(this.joins);
  }

  #make(view: View): FormScreen | undefined {
    if (view === 'link') return new Link(this, this.#token ?? '');
    if (view === 'form')
      return (
        this.asked === 'tenant-registration' ? new Registration(this)
        : this.asked === 'create-space' ? new Details(this)
        : new Email(this)
      ); // prettier-ignore
    if (!(view in formed)) return undefined;
    return new formed[view as keyof typeof formed](this);
  }

  async #look(): Promise<void> {
    // Without the network it is asked again.
    if (waiting.has(this.#view)) await this.resume().catch(() => this.#watch.later());
  }
}
