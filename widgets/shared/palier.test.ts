import { expect } from '@open-wc/testing';
import { offerApi, type PalierApi } from './palier.ts';
import { explainOldBrowser, replacePlaces } from './plain-markup.ts';
import { fakeApi, sampleBootstrap, until } from './testing.ts';
import '../access/login.ts';

const world = window as unknown as { Palier: PalierApi };
const put = (markup: string): HTMLElement => {
  const box = document.createElement('div');
  box.dataset['testBox'] = '';
  box.append(document.createRange().createContextualFragment(markup));
  document.body.append(box);
  return box;
};

describe('the global', () => {
  afterEach(() => Reflect.deleteProperty(window, 'Palier'));

  it('is offered where an element has taken the name', () => {
    put('<a id="Palier"></a>');
    expect(world.Palier).to.be.instanceOf(HTMLAnchorElement);
    offerApi();
    expect(typeof world.Palier.signOut).to.equal('function');
    expect(Object.isFrozen(world.Palier)).to.equal(true);
  });

  it('is left to the first core', () => {
    const first = Object.freeze({ version: '1.0.0' });
    Object.defineProperty(window, 'Palier', { value: first, configurable: true });
    offerApi();
    expect(world.Palier).to.equal(first);
  });

  it('does what was asked of the boot before it came', async () => {
    let told = 0;
    const value = { queue: [['on', 'palier-signed-out', () => told++]] };
    Object.defineProperty(window, 'Palier', { value, configurable: true });
    offerApi();
    document.dispatchEvent(new CustomEvent('palier-signed-out'));
    expect(told).to.equal(1);
  });

  it('adds no other name to the window', () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    offerApi();
    expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).to.deep.equal(['Palier']);
  });
});

describe('places that an editor left', () => {
  it('become widgets, with what they hold', async () => {
    fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }) });
    const box = put(
      '<div data-palier="login" data-agency="a" class="c"><a href="/">Mon espace</a></div><div data-palier="nothing"></div>',
    );
    replacePlaces();
    const login = box.querySelector('palier-login');
    await until(() => login?.page.view.status === 'ready');
    expect([login?.agency, login?.className, login?.querySelector('a')?.textContent]).to.deep.equal([
      'a',
      'c',
      'Mon espace',
    ]);
    expect(box.querySelector('[data-palier=nothing]')).to.not.equal(null);
  });

  it('keep their link and say why in a browser that is too old', () => {
    const box = put('<div data-palier="login"><a href="/">Mon espace</a></div>');
    explainOldBrowser();
    expect(box.textContent).to.include('Mon espace').and.to.include('trop ancien');
  });
});
