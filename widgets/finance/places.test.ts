import { expect } from '@open-wc/testing';
import type { BalanceSheet, Ledger } from '../../server/finance/contract.ts';
import { balanceOf } from '../../server/values/money.ts';
import {
  expectToFit,
  fakeApi,
  fixture,
  sampleAgency,
  sampleBootstrap,
  settled,
  textOf,
} from '../shared/testing.ts';
import './balance.ts';
import { sampleSheet } from './samples.ts';

const open = async (balance: BalanceSheet = sampleSheet, width?: number, agency = sampleAgency) => {
  fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ agency, balance }) });
  const element = await fixture('<palier-balance></palier-balance>', width);
  await settled(element);
  const all = (selector: string) => [...element.renderRoot.querySelectorAll<HTMLElement>(selector)];
  return { element, all };
};

describe('the sums and places of <palier-balance>', () => {
  it('never cuts a sum, however narrow the place and large the letters', async () => {
    for (const [width, size] of [
      [280, '1em'],
      [328, '2em'],
    ] as const) {
      const { element, all } = await open(sampleSheet, width);
      element.style.setProperty('--palier-font-size', size);
      for (const sum of all('.amount, .sum')) {
        expect(getComputedStyle(sum).whiteSpace).to.equal('nowrap');
        expect(sum.getBoundingClientRect().height).to.be.below(
          2 * parseFloat(getComputedStyle(sum).fontSize),
        );
      }
      expectToFit(element);
    }
  });

  it('says whom to ask about a debt, by the way that the agency gives', async () => {
    for (const [phone, email, href] of [
      ['04 65 71 38 04', 'a@b.example', 'tel:0465713804'],
      [null, 'a@b.example', 'mailto:a@b.example'],
      [null, null, undefined],
    ]) {
      const agency = { ...sampleAgency, phone: phone ?? null, email: email ?? null };
      const { all } = await open(sampleSheet, undefined, agency);
      const ways = all('.role a').map((link) => link.getAttribute('href'));
      expect(ways, 'one role of two owes').to.deep.equal(href ? [href] : []);
    }
  });

  describe('with several properties', () => {
    const sheetOf = (...ledgers: Partial<Ledger>[]) => {
      const [account] = sampleSheet.accounts;
      if (!account?.ledgers[0]) throw new Error('the sample has a ledger');
      const sample = account.ledgers[0];
      return {
        ...sampleSheet,
        roles: sampleSheet.roles.slice(0, 1),
        accounts: [{ ...account, ledgers: ledgers.map((own, i) => ({ ...sample, id: `l${i}`, ...own })) }],
      };
    };
    const places = (all: (selector: string) => HTMLElement[]) =>
      all('.building, .place').map((place) => place.innerText.replaceAll(/\s+/g, ' '));

    it('leads with the lot, and writes the street once', async () => {
      const building = '3 allée des Peupliers';
      const address = '3, Allée des Peupliers, 86580 Vouneuil-sous-Biard';
      const { all } = await open(sheetOf({ building, address, lot: 'Type 4' }));
      expect(places(all)).to.deep.equal(['Type 4 3 allée des Peupliers · 86580 Vouneuil-sous-Biard']);
    });

    it('names a building once, and the open one first', async () => {
      const lilas = { building: 'Les Lilas', address: '1 rue Haute, 44000 Nantes' };
      const { all } = await open(
        sheetOf(
          { id: 'x', lot: 'Cave 3' },
          { id: 'y', ...lilas, lot: 'App. 2' },
          { id: 'l1', lot: 'App. 101' },
          { id: 'z', ...lilas, lot: null },
        ),
      );
      expect(places(all)).to.deep.equal([
        '100 avenue Anatole-France 94000 Créteil',
        'App. 101',
        'Cave 3',
        'Les Lilas 1 rue Haute, 44000 Nantes',
        'App. 2',
        'Les Lilas',
      ]);
    });

    it('gives a name its whole line where a short sum would squeeze it', async () => {
      const name = { lot: 'Appartement 4 pièces', building: 'Résidence des Grands Peupliers' };
      const { all } = await open(sheetOf({ ...name, balance: balanceOf(-100) }), 328);
      expect(all('.figure')[0]?.getBoundingClientRect().top).to.be.at.least(
        all('.place')[0]?.getBoundingClientRect().bottom ?? Infinity,
      );
    });

    it('says only that nothing is there yet, when nothing is', async () => {
      const { element, all } = await open(sheetOf());
      expect(textOf(element).trim()).to.match(/^Votre situation apparaîtra ici/);
      expect(all('button, .amount, .icon')).to.have.length(0);
    });
  });
});
