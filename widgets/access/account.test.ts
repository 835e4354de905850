import { expect } from '@open-wc/testing';
import '../finance/balance.ts';
import {
  type Asked,
  fakeApi,
  fixture,
  type Routes,
  sampleBootstrap,
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
    const { element } = await open(
      { 'GET /v1/bootstrap': sampleBootstrap() },
      '<div><palier-login agency="m"></palier-login><palier-balance agency="m"></palier-balance></div>',
    );
    const shown = () => textOf(element).replaceAll(/\s+/g, ' ').trim();
    expect(shown()).to.equal('Hélène Aubry-Desrosiers Se déconnecter Mon compte');
    await press(element, 'Mon compte');
    await until(() => shown().includes('compte C0045210'), 'what is behind it');
    expect(shown())
      .to.include('Ouvrir en pleine page')
      .and.to.include('Mes connexions')
      .and.to.include('À propos');
    expect(element.shadowRoot?.querySelector('.primary')).to.equal(null);
  });
});
