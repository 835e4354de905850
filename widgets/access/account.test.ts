import { expect } from '@open-wc/testing';
import type { Person } from '../../server/access/contract.ts';
import '../finance/balance.ts';
import {
  type Asked,
  fakeApi,
  fixture,
  type Routes,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import './login.ts';
import type { PalierLogin } from './login.ts';
import { press, sessions } from './testing.ts';

const open = async (routes: Routes, markup = '<palier-login></palier-login>') => {
  const api = fakeApi(routes);
  const element = await fixture<PalierLogin>(markup);
  await settled(element);
  return { api, element };
};

describe('one’s account in <palier-login>', () => {
  it('lists the sessions and ends one, showing what the server then says', async () => {
    let left = sessions;
    const { api, element } = await open({
      'GET /v1/bootstrap': sampleBootstrap(),
      'GET /v1/sessions': () => ({ sessions: left }),
      'DELETE /v1/sessions/:id': ({ param }: Asked) => {
        left = left.filter(({ id }) => id !== param['id']);
        return {};
      },
    });
    await until(() => textOf(element).includes('Mes connexions'));
    await press(element, 'Mes connexions');
    await until(() => textOf(element).includes('Safari sur iPhone'));
    await press(element, 'Déconnecter');
    await until(() => !textOf(element).includes('Safari sur iPhone'));
    expect(api.to('DELETE /v1/sessions/:id')[0]?.path).to.equal('/v1/sessions/2');
    expect(textOf(element)).to.include('Cet appareil').and.to.include('Chrome sur Android');
  });

  it('among other widgets: the name, the way out, and the rest behind one word', async () => {
    const person = { ...samplePerson, accounts: samplePerson.accounts.slice(0, 1) };
    const { element } = await open(
      { 'GET /v1/bootstrap': sampleBootstrap({ person }) },
      '<div><palier-login agency="m"></palier-login><palier-balance agency="m"></palier-balance></div>',
    );
    const shown = () => textOf(element).replaceAll(/\s+/g, ' ').trim();
    await until(shown, 'the chunk');
    expect(shown()).to.equal('Hélène Aubry-Desrosiers Se déconnecter Mon compte');
    await press(element, 'Mon compte');
    await until(() => shown().includes('compte C0045210'), 'what is behind it');
    expect(shown())
      .to.include('Ouvrir en pleine page')
      .and.to.include('Mes connexions')
      .and.to.include('À propos');
    expect(element.shadowRoot?.querySelector('.primary')).to.equal(null);
  });

  it('among other widgets: several accounts are chosen from with nothing opened', async () => {
    const { api, element } = await open(
      {
        'GET /v1/bootstrap': ({ query }: Asked) => ({
          ...sampleBootstrap(),
          account: query.get('account') ?? undefined,
        }),
      },
      '<div><palier-login agency="m2"></palier-login><palier-balance agency="m2"></palier-balance></div>',
    );
    await until(() => element.shadowRoot?.querySelector('select'), 'the list');
    const list = element.shadowRoot!.querySelector('select')!;
    expect(list.checkVisibility()).to.equal(true);
    const account = samplePerson.accounts[1]?.id ?? '';
    list.value = account;
    list.dispatchEvent(new Event('change'));
    await until(() => api.asked.at(-1)?.query.get('account') === account, 'the account asked for');
    await press(element, 'Mon compte');
    await until(() => textOf(element).includes('Mes connexions'), 'what is behind it');
    expect(element.shadowRoot?.querySelector('input[type=radio]')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('shows nothing of who was here before, even from a late answer', async () => {
    let person: Person = samplePerson;
    let answer: (value: object) => void = () => undefined;
    const { api, element } = await open({
      'GET /v1/bootstrap': () => sampleBootstrap({ person }),
      'GET /v1/sessions': () => ({ sessions }),
    });
    await until(() => textOf(element).includes('Mes connexions'));
    await press(element, 'Mes connexions');
    await until(() => textOf(element).includes('Safari sur iPhone'));
    const details = () => element.shadowRoot?.querySelectorAll('details')[0];
    api.routes['GET /v1/sessions'] = () => new Promise((resolve) => (answer = resolve));
    await press(element, 'Mes connexions');
    await press(element, 'Mes connexions');
    await until(() => api.to('GET /v1/sessions').length === 2, 'the list asked for again');
    person = { ...samplePerson, email: 'other@example.org', name: 'Paul Autre' };
    await element.page.refresh();
    await until(() => textOf(element).includes('Paul Autre'));
    answer({ sessions });
    await new Promise((resolve) => setTimeout(resolve)); // what follows the answer has run
    await element.updateComplete;
    expect(details()?.open).to.equal(false);
    expect(element.shadowRoot?.textContent).not.to.include('Safari sur iPhone');
    api.routes['GET /v1/sessions'] = { sessions: sessions.slice(0, 1) };
    await press(element, 'Mes connexions');
    await until(() => textOf(element).includes('Cet appareil'), 'one’s own');
  });
});
