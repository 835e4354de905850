import { expect } from '@open-wc/testing';
import {
  fakeApi,
  fixture,
  offline,
  refuse,
  sampleBootstrap,
  samplePerson,
  textOf,
  until,
} from '../shared/testing.ts';
import type { PalierLogin } from './login.ts';
import './login.ts';
import { requestIn } from './parts/giving.ts';
import { field } from './testing.ts';

const portal = 'https://espace.agence.example';
const code = 'code-0123456789-0123456789';
const here = location.href;
afterEach(() => history.replaceState(null, '', here));

const button = (element: PalierLogin, words: string): HTMLButtonElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((b) => b.innerText.includes(words));

describe('the portal, asked for a code', () => {
  it('returns nowhere but to the site that asks', () => {
    const asked = (back: string) =>
      requestIn(
        new URL(
          `${portal}/connexion?origin=https://www.agence.example&challenge=c&retour=${encodeURIComponent(back)}`,
        ),
      )?.back;
    expect(asked('https://www.agence.example/espace?a=1')).to.equal('https://www.agence.example/espace?a=1');
    for (const back of [
      'https://evil.example/',
      'https://www.agence.example.evil.example/',
      'javascript:alert(1)',
      '//evil.example',
    ])
      expect(asked(back), back).to.equal(undefined);
  });

  it('hands a code to the page that waits for it', async () => {
    const asking = 'https://www.agence.example';
    history.replaceState(null, '', `/connexion?origin=${asking}&challenge=${'c'.repeat(43)}`);
    const api = fakeApi({ 'GET /v1/bootstrap': sampleBootstrap(), 'POST /v1/handoffs': { code } });
    const element = await fixture<PalierLogin>('<palier-login></palier-login>');
    await until(() => textOf(element).includes('fermer cette fenêtre'));
    expect(api.to('POST /v1/handoffs').map(({ body }) => body)).to.deep.equal([
      { origin: asking, challenge: 'c'.repeat(43) },
    ]);
  });

  it('does the same at the end of a first connection', async () => {
    history.replaceState(
      null,
      '',
      `/premiere-connexion?origin=https://www.agence.example&challenge=${'c'.repeat(43)}`,
    );
    const api = fakeApi({ 'GET /v1/bootstrap': sampleBootstrap(), 'POST /v1/handoffs': { code } });
    const element = await fixture<PalierLogin>('<palier-activation></palier-activation>');
    await until(() => textOf(element).includes('fermer cette fenêtre'));
    expect(api.to('POST /v1/handoffs')).to.have.length(1);
  });

  it('says so when the site is not the agency’s', async () => {
    history.replaceState(null, '', `/connexion?origin=https://evil.example&challenge=${'c'.repeat(43)}`);
    fakeApi({ 'GET /v1/bootstrap': sampleBootstrap(), 'POST /v1/handoffs': () => refuse('not-allowed') });
    const element = await fixture<PalierLogin>('<palier-login></palier-login>');
    await until(() => textOf(element).includes('n’est pas déclaré'));
    expect(button(element, 'Réessayer')).to.equal(undefined);
  });

  describe('the code that cannot be had', () => {
    const asking = `/connexion?origin=https://www.agence.example&challenge=${'c'.repeat(43)}`;
    for (const [what, reply, words] of [
      ['offline', offline, 'semble coupée'],
      ['too many', () => refuse('too-many'), 'Patientez'],
      ['a fault', () => refuse('internal'), 'de notre côté'],
    ] as const)
      it(`says why, and is asked for again on demand: ${what}`, async () => {
        history.replaceState(null, '', asking);
        const api = fakeApi({ 'GET /v1/bootstrap': sampleBootstrap(), 'POST /v1/handoffs': reply });
        const element = await fixture<PalierLogin>('<palier-login></palier-login>');
        await until(() => textOf(element).includes(words));
        expect(textOf(element)).not.to.include('n’est pas déclaré');
        api.routes['POST /v1/handoffs'] = { code };
        button(element, 'Réessayer')?.click();
        await until(() => textOf(element).includes('fermer cette fenêtre'));
      });

    it('is waited for while the server is busy', async () => {
      history.replaceState(null, '', asking);
      const replies = [() => refuse('busy', { retryAfter: 0.01 }), () => ({ code })];
      fakeApi({ 'GET /v1/bootstrap': sampleBootstrap(), 'POST /v1/handoffs': () => replies.shift()?.() });
      const element = await fixture<PalierLogin>('<palier-login></palier-login>');
      await until(() => textOf(element).includes('fermer cette fenêtre'));
    });

    it('is asked for anew by whoever signs in after a sign-out or an end of the session', async () => {
      history.replaceState(null, '', asking);
      let person: typeof samplePerson | null = samplePerson;
      const api = fakeApi({
        'GET /v1/bootstrap': () => sampleBootstrap({ person }),
        'GET /v1/session': () => ({ person }),
        'DELETE /v1/session': () => ((person = null), {}),
        'POST /v1/handoffs': { code },
      });
      const element = await fixture<PalierLogin>('<palier-login></palier-login>');
      const asked = () => api.to('POST /v1/handoffs').length;
      await until(() => asked() === 1, 'the first code');
      button(element, 'Se déconnecter')?.click();
      await until(() => field(element, 'identifier'), 'the form');
      person = { ...samplePerson, email: 'other@example.org' };
      api.routes['POST /v1/handoffs'] = () => ((person = null), refuse('signed-out'));
      void element.page.refresh();
      await until(() => asked() === 2 && field(element, 'identifier'), 'the form again');
      api.routes['POST /v1/handoffs'] = { code };
      person = samplePerson;
      void element.page.refresh();
      await until(() => asked() === 3, 'the last code');
      await until(() => textOf(element).includes('fermer cette fenêtre'));
    });
  });
});
