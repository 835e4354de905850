import { expect } from '@open-wc/testing';
import type { Person } from '../../server/access/contract.ts';
import { Bearer } from './bearer.ts';
import { Page } from './page.ts';
import {
  type Asked,
  fakeApi,
  never,
  offline,
  refuse,
  type Routes,
  sampleBootstrap,
  samplePerson,
  until,
} from './testing.ts';

const endpoint = location.origin;
let count = 0;
/** A tab's state; two of one name are two tabs of one site. */
const open = (name = `page-${++count}`) => new Page(endpoint, name);

/** A server with one session that all tabs share, as a cookie does. */
const server = (person: Person | null = null): Routes & { set(person: Person | null): void } => {
  const routes: Routes = {
    'GET /v1/bootstrap': ({ query }: Asked) =>
      sampleBootstrap({ person, ...(query.get('need') && person ? { balance: {} as never } : {}) }),
    'GET /v1/session': () => ({ person }),
    'POST /v1/session': () => ({ person: (person = samplePerson) }),
    'DELETE /v1/session': () => {
      person = null;
      return {};
    },
  };
  return Object.assign(routes, { set: (next: Person | null) => void (person = next) });
};

const heard = (name: string) => {
  const events: Event[] = [];
  document.addEventListener(name, (event) => events.push(event));
  return events;
};

describe('the state of a page', () => {
  it('asks nothing before its first reader, and one thing for all who ask in one breath', async () => {
    const api = fakeApi(server());
    const page = open();
    page.subscribe(() => undefined);
    page.need('balance');
    page.need('documents');
    page.need();
    await until(() => page.view.status === 'ready');
    expect(api.asked.map(({ query }) => query.get('need'))).to.deep.equal(['balance,documents']);
    page.need('documents');
    await page.refresh();
    expect(api.asked).to.have.length(2);
  });

  it('asks once more for a widget that comes later with another need', async () => {
    const api = fakeApi(server());
    const page = open();
    page.subscribe(() => undefined);
    page.need('balance');
    await until(() => page.view.status === 'ready');
    page.need('documents');
    await until(() => api.asked.length === 2);
    expect(api.asked[1]?.query.get('need')).to.equal('balance,documents');
  });

  it('shows one client account when asked, and all again to the next person', async () => {
    const own = server(samplePerson);
    own['GET /v1/bootstrap'] = ({ query }: Asked) => {
      const account = query.get('account');
      return sampleBootstrap({ ...(account?.startsWith('a') && { account }) });
    };
    const api = fakeApi(own);
    const page = open();
    page.subscribe(() => undefined);
    page.need('balance');
    await page.choose('a2');
    expect(page.view.bootstrap?.account).to.equal('a2');
    await page.refresh();
    expect(page.view.bootstrap?.account).to.equal('a2');
    await page.choose('nobody’s');
    await page.refresh();
    expect(api.asked.at(-1)?.query.get('account'), 'forgotten: it narrowed nothing').to.equal(null);
    await page.choose('a1');
    await page.signOut();
    expect(api.asked.at(-1)?.query.get('account')).to.equal(null);
  });

  it('two tabs agree on signing in and out', async () => {
    fakeApi(server());
    const [one, two] = [open('tabs'), open('tabs')];
    for (const tab of [one, two]) {
      tab.subscribe(() => undefined);
      tab.need();
      await until(() => tab.view.status === 'ready');
    }
    await one.api.session.$post({ json: { identifier: 'C1', password: 'x' } });
    await one.entered();
    await until(() => two.person?.name === samplePerson.name, 'the other tab signed in');
    await two.signOut();
    expect(two.person).to.equal(null);
    await until(() => one.person === null, 'the other tab signed out');
  });

  it('keeps nothing of the person after signing out', async () => {
    fakeApi(server(samplePerson));
    const page = open();
    page.subscribe(() => undefined);
    page.need('balance');
    await until(() => page.view.bootstrap?.balance);
    const seen: unknown[] = [];
    page.subscribe(() => seen.push(page.view.bootstrap?.balance));
    await page.signOut();
    expect(page.view.bootstrap?.balance).to.equal(undefined);
    expect(seen[0], 'from the first moment on').to.equal(undefined);
  });

  it('says that the session has ended when the server says so to any request', async () => {
    const routes = server(samplePerson);
    fakeApi({ ...routes, 'GET /v1/balances': () => refuse('signed-out') });
    const page = open();
    page.subscribe(() => undefined);
    page.need();
    await until(() => page.person);
    const events = heard('palier-session-expired');
    routes.set(null);
    await page.api.balances.$get();
    await until(() => page.person === null);
    expect(events).to.have.length(1);
    expect(page.ended).to.equal(true);
    routes.set(samplePerson);
    await page.refresh();
    await page.signOut();
    expect(page.ended, 'by whoever left').to.equal(false);
  });

  it('looks again when the page comes back from a cache', async () => {
    const routes = server(samplePerson);
    fakeApi(routes);
    const page = open();
    page.subscribe(() => undefined);
    page.need();
    await until(() => page.person);
    routes.set(null);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => page.person === null);
  });

  it('keeps what it shows when a refresh fails', async () => {
    const routes = server(samplePerson);
    const api = fakeApi(routes);
    const page = open();
    page.subscribe(() => undefined);
    page.need();
    await until(() => page.person);
    api.routes['GET /v1/bootstrap'] = offline;
    await page.refresh();
    expect([page.view.status, page.person?.name]).to.deep.equal(['ready', samplePerson.name]);
  });

  it('shows nothing more of who was there when another one is, even if the refresh fails', async () => {
    const routes = server(samplePerson);
    const api = fakeApi(routes);
    const page = open();
    page.subscribe(() => undefined);
    page.need('balance');
    await until(() => page.view.bootstrap?.balance);
    routes.set({ ...samplePerson, email: 'other@example.org' });
    api.routes['GET /v1/bootstrap'] = offline;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => page.person === null, 'the former one gone');
    expect(page.view.bootstrap?.balance).to.equal(undefined);
  });

  it('tells « not listed » from « not reachable »', async () => {
    fakeApi({ 'GET /v1/bootstrap': offline });
    const gone = open();
    gone.subscribe(() => undefined);
    gone.need();
    await until(() => gone.view.status === 'unreachable');

    // Another origin: the read fails for want of a header, the blind request passes.
    const fetchNow = globalThis.fetch;
    globalThis.fetch = (_input, init) =>
      init?.mode === 'no-cors' ? Promise.resolve(new Response()) : Promise.reject(new TypeError('cors'));
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    const unlisted = new Page('https://espace.example', `page-${++count}`);
    unlisted.subscribe(() => undefined);
    unlisted.need();
    await until(() => unlisted.view.status === 'unlisted');
    await unlisted.refresh();
    console.warn = warn;
    expect(said, 'for whoever sets the page up').to.have.length(1);
    expect(said[0]).to.include(location.origin).and.to.include('origins');
    expect(unlisted.view.mode).to.equal('link');
    globalThis.fetch = fetchNow;
  });

  it('ignores an answer that a later one has overtaken', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const late = Response.json(sampleBootstrap());
    const read = new Promise((resolve) => {
      late.json = async () => {
        resolve(undefined);
        return sampleBootstrap();
      };
    });
    const replies = [
      () => new Promise((resolve) => (answer = resolve)),
      () => sampleBootstrap({ person: null }),
    ];
    fakeApi({ 'GET /v1/bootstrap': () => replies.shift()?.() ?? never() });
    const page = open();
    page.subscribe(() => undefined);
    page.need();
    await until(() => replies.length === 1);
    await page.refresh();
    answer(late);
    await read;
    await new Promise((resolve) => setTimeout(resolve)); // what follows the reading has run
    expect(page.person).to.equal(null);
  });

  describe('on a page of another site', () => {
    const handed = { person: samplePerson, token: 'bearer-0123456789012345' };

    it('forgets the token when the cookie holds', async () => {
      const api = fakeApi(server(samplePerson));
      const page = open();
      page.subscribe(() => undefined);
      await page.adopt(handed, Bearer);
      await page.api.balances.$get();
      expect(api.asked.filter(({ headers }) => headers.has('authorization'))).to.have.length(0);
      expect(page.person?.name).to.equal(samplePerson.name);
    });

    it('keeps it in memory when the cookie is refused, and drops it at sign-out', async () => {
      const byToken = ({ headers }: Asked) =>
        headers.get('authorization') === `Bearer ${handed.token}` ? samplePerson : null;
      const api = fakeApi({
        'GET /v1/bootstrap': (asked: Asked) =>
          sampleBootstrap({ person: byToken(asked), mode: 'cross-site' }),
        'GET /v1/session': (asked: Asked) => ({ person: byToken(asked) }),
        'DELETE /v1/session': {},
      });
      const page = open();
      page.subscribe(() => undefined);
      await page.adopt(handed, Bearer);
      expect(page.person?.name).to.equal(samplePerson.name);
      await page.signOut();
      expect(page.person).to.equal(null);
      expect(api.to('DELETE /v1/session')[0]?.headers.get('authorization')).to.equal(
        `Bearer ${handed.token}`,
      );
      expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])).to.not.include(
        'bearer-',
      );
    });
  });
});
