import { expect } from '@open-wc/testing';
import { type Asked, offline, refuse, until } from '../shared/testing.ts';
import { sampleDetail, sampleQueue, sampleRequest, sampleResident } from './samples.ts';
import { desk, open } from './testing.ts';

/** A server that keeps what it is told about one request. */
const keeping = () => {
  let closed: ReturnType<typeof sampleRequest>['closed'] = null;
  return desk({
    'GET /v1/desk/requests/:id': () =>
      sampleDetail('r4', { request: { ...sampleQueue[0], closed } as never }),
    'PUT /v1/desk/requests/:id/closure': ({ body }: Asked) => {
      closed = { at: '2026-11-16T10:00:00.000Z', by: 'Claire Vasseur', note: String(body?.['note']) };
      return {};
    },
    'DELETE /v1/desk/requests/:id/closure': () => {
      closed = null;
      return {};
    },
  });
};

describe('a request on the desk', () => {
  it('is closed with a note and opened again, as the server says, and leaves the list', async () => {
    const { sees, press, type, focused, hears, api, all, one } = await open(keeping(), '#/demandes/r4');
    await sees('Clore la demande');
    type('#note', 'Rappelé ce matin.');
    await press('Clore la demande');
    await sees('par Claire Vasseur');
    expect(api.to('PUT /v1/desk/requests/:id/closure')[0]?.body).to.deep.equal({ note: 'Rappelé ce matin.' });
    await until(() => focused()?.id === 'closed', 'the focus');
    expect(hears()).to.equal('La demande est close.');
    expect(api.to('GET /v1/desk/summary'), 'counted again').to.have.length(2);
    await press('Rouvrir');
    await until(() => focused()?.id === 'note', 'the note');
    expect(one('#note').value, 'their note is theirs to take up').to.equal('Rappelé ce matin.');
    await press('Clore la demande');
    await sees('Rouvrir');
    await press('Toutes les demandes');
    await until(() => all('a.open').length > 0, 'the list');
    expect(all('a.open').map(({ innerText }) => innerText)).to.deep.equal(
      sampleQueue.slice(1).map(({ name }) => name),
    );
  });

  it('keeps the note through an error, and from request to request', async () => {
    const routes = { ...keeping(), 'PUT /v1/desk/requests/:id/closure': offline };
    const { sees, press, type, one, all, button } = await open(routes, '#/demandes/r4');
    await sees('Clore la demande');
    type('#note', 'À rappeler.');
    await press('Clore la demande');
    await sees('La demande n’est pas close ; votre note est gardée.');
    expect(one('#note').value).to.equal('À rappeler.');
    expect(button('Clore la demande').ariaDisabled).to.equal('false');
    await press('Plus ancienne');
    await until(() => location.hash === '#/demandes/r3', 'the next');
    history.back();
    await until(() => location.hash === '#/demandes/r4', 'the way back');
    await until(() => all<HTMLTextAreaElement>('#note')[0]?.value === 'À rappeler.', 'the note');
  });

  it('says that a colleague was faster, and shows what they did', async () => {
    const closed = { at: '2026-11-16T10:00:00.000Z', by: 'Marc Petit', note: 'Fait.' };
    const routes = desk({ 'PUT /v1/desk/requests/:id/closure': refuse('conflict') });
    const { sees, press, text } = await open(routes, '#/demandes/r4');
    await sees('Clore la demande');
    routes['GET /v1/desk/requests/:id'] = sampleDetail('r4', { request: sampleRequest('r4', { closed }) });
    await press('Clore la demande');
    await sees('Un collègue vient de la clore.');
    expect(text()).to.include('Marc Petit').and.to.include('Fait.');
  });

  it('sends nothing twice', async () => {
    let answer: (value: object) => void = () => undefined;
    const routes = desk({
      'PUT /v1/desk/requests/:id/closure': () => new Promise<object>((resolve) => (answer = resolve)),
    });
    const { sees, press, button, api } = await open(routes, '#/demandes/r4');
    await sees('Clore la demande');
    await press('Clore la demande');
    await until(() => button('Envoi…').ariaDisabled === 'true', 'the word');
    await press('Envoi…');
    answer({});
    await until(() => api.to('GET /v1/desk/requests/:id').length === 2, 'the answer');
    expect(api.to('PUT /v1/desk/requests/:id/closure')).to.have.length(1);
  });

  it('sends a link to the address of the request, for whose identity the agent answers', async () => {
    const { sees, press, one, api, hears, focused } = await open(
      desk({ 'POST /v1/desk/invitations': {} }),
      '#/demandes/r4',
    );
    await sees('Qui est-ce ?');
    await press('Envoyer un lien à Gérard Lemaître');
    await sees('Vous répondez de l’identité de cette personne.');
    const field = one('input[type=email]');
    expect([focused(), field.value]).to.deep.equal([field, 'gerard.lemaitre@courriel.example']);
    await press('Envoyer le lien');
    await sees('Le lien part à gerard.lemaitre@courriel.example.');
    expect(api.to('POST /v1/desk/invitations').map(({ body }) => body)).to.deep.equal([
      { personId: 'p1', email: 'gerard.lemaitre@courriel.example' },
    ]);
    expect(hears()).to.include('Le lien part à');
    expect(focused()?.textContent).to.include('Le lien part à');
  });

  it('keeps an address that is wrong or refused, with the reason beside it', async () => {
    const routes = desk({
      'POST /v1/desk/invitations': refuse('invalid', { fields: { email: 'not-an-email' } }),
    });
    const { sees, press, one, type, api, focused } = await open(routes, '#/demandes/r4');
    await sees('Qui est-ce ?');
    await press('Envoyer un lien à Gérard Lemaître');
    type('input[type=email]', 'pas une adresse');
    await press('Envoyer le lien');
    await sees('Cette adresse est incomplète.');
    expect(api.to('POST /v1/desk/invitations')).to.have.length(0);
    expect(focused()).to.equal(one('input[type=email]'));
    type('input[type=email]', 'nom@domaine');
    await press('Envoyer le lien');
    await until(() => api.to('POST /v1/desk/invitations').length === 1, 'the question');
    await sees('Cette adresse est incomplète.');
    routes['POST /v1/desk/invitations'] = offline;
    await press('Envoyer le lien');
    await sees('Le lien n’est pas parti ; l’adresse est gardée.');
    expect(one('input[type=email]').value).to.equal('nom@domaine');
  });

  it('offers the same for somebody else, looked for in the file', async () => {
    const ines = sampleResident('p5', { name: 'Inès Benali' });
    const { sees, type, press, one, api } = await open(
      desk({
        'GET /v1/desk/residents': ({ query }: Asked) => ({
          residents:
            { benali: [ines, sampleResident('p1')], lem: [sampleResident('p1')] }[
              query.get('search') ?? ''
            ] ?? [],
          next: null,
        }),
      }),
      '#/demandes/r4',
    );
    await sees('Qui est-ce ?');
    expect(api.to('GET /v1/desk/residents')).to.have.length(0);
    type('#search', 'benali');
    await sees('1 personne affichée');
    await press('Envoyer un lien à Inès Benali');
    expect(one('input[type=email]').value).to.equal('gerard.lemaitre@courriel.example');
    type('#search', 'lem');
    await sees('Déjà proposée ci-dessus.');
    type('#search', 'personne');
    await sees('Personne ne répond à « personne ».');
  });

  it('prints as a page of its own: what it says, not what one does', async () => {
    const { sees, element, all } = await open(desk(), '#/demandes/r2');
    await sees('Dans votre fichier');
    const hidden = all('.no-print').map(({ className }) => className.split(' ')[0]);
    expect(hidden).to.include('top').and.to.include('ways').and.to.include('deeds').and.to.include('panel');
    const head = element.renderRoot.querySelector('.letterhead')?.textContent;
    expect(head)
      .to.include('Agence du Port')
      .and.to.match(/Imprimé le/);
  });
});
