import { expect } from '@open-wc/testing';
import type { Person, Role } from '../../server/access/contract.ts';
import { sampleBootstrap, samplePerson, textOf, until } from '../shared/testing.ts';
import { emptyLibrary, sampleDocument, sampleLibrary } from './samples.ts';
import { open, withLibrary } from './testing.ts';

describe('the shelves of <palier-document-list>', () => {
  const as = (role: Role, lots = 1) => ({
    ...samplePerson,
    accounts: samplePerson.accounts.map((account) => ({ ...account, role, lots })),
  });
  const tabsOf = async (person: Person, documents = sampleLibrary) => {
    const { all, element } = await open({ 'GET /v1/bootstrap': sampleBootstrap({ person, documents }) });
    const names = all('[role=tab]').map((tab) => tab.innerText.replaceAll(/\s+/g, ' ').replace(/ \d+$/, ''));
    return { names, text: textOf(element) };
  };

  it('calls the public shelf what it is to who looks at it', async () => {
    expect((await tabsOf(as('owner'))).names[1]).to.equal('Ma copropriété');
    expect((await tabsOf(as('tenant'))).names[1]).to.equal('Mon immeuble');
    expect((await tabsOf(as('landlord'))).names[1]).to.equal('Documents communs');
    expect((await tabsOf(as('owner', 0))).names[1], 'who has sold').to.equal('Documents communs');
  });

  it('promises only what a role will receive, and no empty shelf to who awaits nothing there', async () => {
    const owner = await tabsOf(as('owner'), emptyLibrary);
    expect(owner.text).to.include('appels de fonds');
    expect(owner.names).to.have.length(2);
    const tenant = await tabsOf(as('tenant'), emptyLibrary);
    expect(tenant.text).to.include('quittances').and.not.to.include('appels de fonds');
    expect(tenant.names).to.have.length(2);
    expect((await tabsOf(as('landlord'), emptyLibrary)).names).to.deep.equal(['Mes documents']);
    const former = await tabsOf(as('owner', 0), emptyLibrary);
    expect(former.names).to.deep.equal(['Mes documents']);
    expect(former.text).not.to.include('appels de fonds');
  });

  it('tells the shelf that is empty from the one that is not', async () => {
    const { element } = await open(withLibrary(emptyLibrary));
    expect(textOf(element)).to.include('apparaîtront ici');
    expect(element.renderRoot.querySelector('form')).to.equal(null);
  });

  it('offers what the open shelf holds, with how many', async () => {
    const { all, titles } = await open(withLibrary());
    const offered = () =>
      all<HTMLSelectElement>('select').map((list) =>
        [...list.options].map((option) => option.text.replaceAll(/\s+/g, ' ')).join(' | '),
      );
    expect(offered()).to.deep.equal([
      'Tous | 100 avenue Anatole-France (5) | Résidence du Parc des Grands Tilleuls de la Vallée-aux-Loups (3)',
      'Toutes | 2022 (2) | 2021 (6)',
      'Tous | Appel de fonds (7) | Procès-verbal d’assemblée (1)',
    ]);
    all('[role=tab]')[1]?.click();
    await until(() => titles().join() === 'Bail', 'the other shelf');
    expect(offered()).to.deep.equal(['Tous | Contrat (2) | Procès-verbal d’assemblée (5)']);
  });

  it('offers the lots of the building that is chosen', async () => {
    const { choose, asked, all } = await open(withLibrary());
    expect(all('select#lot')).to.have.length(0);
    choose('building', 'b1');
    await until(() => all('select#lot').length === 1, 'the lots');
    choose('lot', 'l2');
    await until(() => asked().at(-1)?.query.get('lot') === 'l2', 'the question');
    choose('building', 'b2');
    await until(() => asked().at(-1)?.query.get('building') === 'b2', 'the other building');
    expect(asked().at(-1)?.query.has('lot')).to.equal(false);
    expect(all('select#lot')).to.have.length(0);
  });

  it('offers no filter over a handful', async () => {
    const shelf = { ...sampleLibrary.shelves.private, count: 5 };
    const { all } = await open(
      withLibrary({ ...sampleLibrary, shelves: { ...sampleLibrary.shelves, private: shelf } }),
    );
    expect(all('form')).to.have.length(0);
    expect(all('.row')).to.have.length(2);
  });

  it('keeps each count beside the name of its shelf, however narrow', async () => {
    const shelves = {
      private: { ...sampleLibrary.shelves.private, count: 1234 },
      public: { ...sampleLibrary.shelves.public, count: 567 },
    };
    const heights = new Set<number>();
    for (const width of [220, 280, 328, 600]) {
      const { all } = await open(withLibrary({ ...sampleLibrary, shelves }), width);
      for (const tab of all('[role=tab]')) heights.add(tab.offsetHeight);
      const [list] = all('.tabs');
      expect(list?.scrollWidth, `${width} px`).to.be.at.most(list?.clientWidth ?? 0);
    }
    expect([...heights], 'one line each').to.have.length(1);
  });

  it('tells documents of one title apart where only buttons are heard', async () => {
    const documents = [
      sampleDocument('a', 'Avis d’échéance'),
      sampleDocument('b', 'Avis d’échéance', { lot: 'Cave (lot 12)' }),
      sampleDocument('c', 'Bail'),
    ];
    const { all } = await open(
      withLibrary({ ...sampleLibrary, first: { ...sampleLibrary.first, documents } }),
    );
    const names = all('.acts button')
      .map(({ ariaLabel }) => ariaLabel)
      .filter((name) => name?.startsWith('Télécharger'));
    expect(names).to.deep.equal([
      'Télécharger, Avis d’échéance, 100 avenue Anatole-France · App. 101, 1er janvier 2022',
      'Télécharger, Avis d’échéance, 100 avenue Anatole-France · Cave (lot 12), 1er janvier 2022',
      'Télécharger, Bail',
    ]);
  });
});
