import { expect } from '@open-wc/testing';
import {
  fakeApi,
  fixture,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import type { PalierLogin } from './login.ts';
import './login.ts';

const link = '<a href="https://espace.example/">Mon espace client</a>';

/** What pages, translators and their libraries do to what stands in them. */
const mutations: Record<string, (login: PalierLogin, parent: HTMLElement) => void> = {
  'a translator wraps every text': (login) => {
    const walker = document.createTreeWalker(login, NodeFilter.SHOW_TEXT);
    const texts: Node[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const font = document.createElement('font');
      text.parentNode?.replaceChild(font, text);
      font.append(text);
    }
  },
  'innerHTML +=': (_login, parent) => {
    // oxlint-disable-next-line no-restricted-properties -- what some pages do
    parent.innerHTML += '<p>more</p>';
  },
  'html(html())': (_login, parent) => {
    // oxlint-disable-next-line no-self-assign, no-restricted-properties -- what jQuery's .html($x.html()) does
    parent.innerHTML = parent.innerHTML;
  },
  'normalize()': (_login, parent) => parent.normalize(),
  'a morph library gives the server’s markup back': (login) => login.replaceChildren(...fromMarkup(link)),
  'it is moved': (login, parent) => {
    const other = document.createElement('section');
    parent.append(other);
    other.append(login);
  },
  'comments are stripped': (_login, parent) => {
    const walker = document.createTreeWalker(parent, NodeFilter.SHOW_COMMENT);
    const comments: ChildNode[] = [];
    while (walker.nextNode()) comments.push(walker.currentNode as ChildNode);
    for (const comment of comments) comment.remove();
  },
  'it is cloned and replaced': (login) => login.replaceWith(login.cloneNode(true)),
  'it is emptied': (login) => {
    login.textContent = '';
  },
};

const fromMarkup = (markup: string): Node[] => [
  ...document.createRange().createContextualFragment(markup).childNodes,
];

describe('login fields on a page that changes them', () => {
  for (const [name, mutate] of Object.entries(mutations))
    it(name, async () => {
      let person: typeof samplePerson | null = null;
      const api = fakeApi({
        'GET /v1/bootstrap': () => sampleBootstrap({ person }),
        'POST /v1/session': () => ({ person: (person = samplePerson) }),
      });
      const before = await fixture<PalierLogin>(`<palier-login>${link}</palier-login>`);
      await settled(before);
      const parent = before.parentElement as HTMLElement;
      const typed = before.querySelector('input') as HTMLInputElement;
      typed.value = 'typed';

      mutate(before, parent);

      const login = () => parent.querySelector<PalierLogin>('palier-login') as PalierLogin;
      await until(
        () =>
          parent.querySelectorAll('input').length === 2 &&
          login().shadowRoot?.querySelector('slot[name=submit]'),
      );
      await settled(login());
      const inputs = [...parent.querySelectorAll('input')];
      expect(inputs, 'two fields').to.have.length(2);
      expect(parent.querySelectorAll('form')).to.have.length(1);
      for (const input of inputs) expect(input.checkVisibility(), `${input.name} is seen`).to.equal(true);
      for (const input of inputs) expect(input.labels?.[0]?.textContent).to.not.equal('');
      // Text is lost only where the page parses the markup again.
      if (login() === before) expect(inputs[0]?.value).to.equal('typed');

      for (const input of inputs) input.value = 'C0045210';
      parent.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
      await until(() => textOf(login()).includes('Hélène'), 'signed in');
      expect(api.to('POST /v1/session')).to.have.length(1);
    });

  it('submits only itself inside a form of the page', async () => {
    const api = fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }), 'POST /v1/session': {} });
    const login = await fixture<PalierLogin>(
      '<form id="page"><input name="q"><palier-login></palier-login></form>',
    );
    await settled(login);
    let submitted = 0;
    document.getElementById('page')?.addEventListener('submit', (event) => {
      if (event.target === event.currentTarget) submitted++;
      event.preventDefault();
    });
    for (const input of login.querySelectorAll('input')) input.value = 'x';
    login.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    await until(() => api.to('POST /v1/session').length === 1);
    expect(submitted).to.equal(0);
  });

  it('keeps its looks under the rules of any page', async () => {
    fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }) });
    const login = await fixture<PalierLogin>('<palier-login></palier-login>');
    await settled(login);
    const looks = () =>
      [...login.querySelectorAll('label, input, button')].map((e) => {
        const s = getComputedStyle(e);
        return [
          s.display,
          s.fontWeight,
          s.fontSize,
          s.padding,
          s.border,
          s.backgroundColor,
          s.textTransform,
          s.width,
        ].join(' ');
      });
    const before = looks();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`label{font-weight:700;display:inline-block} input{border:0;border-bottom:3px solid red!important;padding:30px}
      button,[type=submit]{background:none;text-transform:uppercase!important} input#x#x,input[name]{display:none!important;font-size:9px!important}`);
    document.adoptedStyleSheets.push(sheet);
    try {
      expect(looks()).to.deep.equal(before);
    } finally {
      document.adoptedStyleSheets.pop();
    }
  });
});
