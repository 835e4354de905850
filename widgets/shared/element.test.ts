import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { define, PalierElement } from './element.ts';
import type { PalierScope } from './scope.ts';
import './scope.ts';
import { behavesLikeAWidget, fakeApi, fixture, sampleBootstrap, settled, textOf, until } from './testing.ts';

class Sample extends PalierElement {
  static override needs = ['balance'] as const;
  protected override renderBody(): unknown {
    return html`<div class="body">
      ${this.heading('Solde')}
      <p>${this.page.person?.name}</p>
    </div>`;
  }
}
define('palier-sample', Sample);

class Other extends PalierElement {
  static override needs = ['documents'] as const;
  protected override renderBody(): unknown {
    return html`<div class="body">autre</div>`;
  }
}
define('palier-other', Other);

const full = { 'GET /v1/bootstrap': sampleBootstrap() };

behavesLikeAWidget('palier-sample', {
  inner: '<a href="https://espace.example/">Mon espace client</a>',
  states: { full: { routes: full } },
});

describe('PalierElement', () => {
  it('asks for all the widgets of a page in one request', async () => {
    const api = fakeApi(full);
    const element = await fixture('<palier-sample></palier-sample><palier-other></palier-other>');
    await settled(element);
    expect(api.asked.map(({ path, query }) => `${path}?need=${query.get('need')}`)).to.deep.equal([
      '/v1/bootstrap?need=balance,documents',
    ]);
    expect(api.asked[0]?.headers.has('x-palier-client'), 'a preflight would cost a round trip').to.equal(
      false,
    );
  });

  it('keeps its state when it is moved', async () => {
    const api = fakeApi(full);
    const element = await fixture('<palier-sample></palier-sample>');
    await settled(element);
    const aside = document.createElement('div');
    element.parentElement?.append(aside);
    aside.append(element);
    await element.updateComplete;
    expect(textOf(element)).to.include('Hélène');
    expect(api.asked).to.have.length(1);
  });

  it('belongs to the scope around it, and to the one it names', async () => {
    fakeApi(full);
    const scope = await fixture(
      '<palier-scope id="s" agency="autre"><palier-sample agency=""></palier-sample></palier-scope><palier-other session="s" agency=""></palier-other>',
    );
    const [inside, outside] = [
      scope.querySelector('palier-sample'),
      document.querySelector('palier-other'),
    ] as PalierElement[];
    for (const one of [inside, outside]) expect(one?.page).to.equal((scope as unknown as PalierScope).page);
    expect(inside?.page.agency).to.equal('autre');
  });

  it('speaks the language around it', async () => {
    fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }) });
    const element = await fixture('<div lang="en-GB"><palier-sample></palier-sample></div>');
    await settled(element);
    await until(() => textOf(element).includes('Sign in'), 'English');
  });

  it('takes nothing from an unfriendly page but direction', async () => {
    fakeApi(full);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'html{font-size:62.5%} body{text-transform:uppercase;letter-spacing:.3em;white-space:nowrap;font:9px serif} palier-sample{font-size:10px;color:red} *{all:unset}',
    );
    document.adoptedStyleSheets.push(sheet);
    try {
      const element = await fixture('<palier-sample></palier-sample>');
      await settled(element);
      const p = getComputedStyle(element.shadowRoot?.querySelector('p') as Element);
      expect([p.fontSize, p.textTransform, p.letterSpacing, p.whiteSpace]).to.deep.equal([
        '16px',
        'none',
        'normal',
        'normal',
      ]);
      expect(getComputedStyle(element).display).to.equal('block');
    } finally {
      document.adoptedStyleSheets.pop();
    }
  });

  it('says what will be here, and leads to the form of the same page', async () => {
    fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }) });
    const element = await fixture('<palier-sample></palier-sample>');
    await settled(element);
    expect(textOf(element)).to.include('Votre solde et vos écritures apparaîtront ici');
    expect(element.shadowRoot?.querySelector('a.button')?.textContent).to.equal('Me connecter');
    let entered = 0;
    element.page.entrance = { focus: () => entered++ };
    element.requestUpdate();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('.button')).to.equal(null);
    element.shadowRoot?.querySelector<HTMLElement>('.link')?.click();
    expect(entered).to.equal(1);
  });

  it('gives back what a self-closed tag took in', async () => {
    fakeApi(full);
    const said: unknown[] = [];
    const { error } = console;
    console.error = (...args: unknown[]) => said.push(args.join(' '));
    const element = await fixture('<palier-sample><h2>The rest</h2><p>of the page</p></palier-sample>');
    console.error = error;
    await settled(element);
    expect(element.querySelector('h2')?.assignedSlot).to.not.equal(null);
    expect(said.join()).to.include('was not closed');
  });
});
