import { expect } from '@open-wc/testing';
import { Pager, type Page } from './pager.ts';

/** A reader whose answers are given by hand, in any order. */
const byHand = () => {
  const asked: {
    query: string;
    after: string | undefined;
    signal: AbortSignal;
    answer: (page: Page<string>) => void;
    fail: () => void;
  }[] = [];
  const read = (query: string, after: string | undefined, signal: AbortSignal) =>
    new Promise<Page<string>>((answer, reject) =>
      asked.push({ query, after, signal, answer, fail: () => reject(new Error('down')) }),
    );
  return { asked, read };
};

describe('Pager', () => {
  it('adds following pages at the end', async () => {
    const { asked, read } = byHand();
    const pager = new Pager<string, string>('a', read, () => {});
    pager.start('a', { items: ['1'], next: 'k1' });
    const more = pager.more();
    expect(pager.state).to.equal('adding');
    expect(asked[0]?.after).to.equal('k1');
    asked[0]?.answer({ items: ['2'], next: null });
    await more;
    expect([pager.items, pager.next, pager.state]).to.deep.equal([['1', '2'], null, 'ready']);
    await pager.more();
    expect(asked).to.have.length(1);
  });

  it('keeps the old answer until the new one, and drops an answer nobody waits for', async () => {
    const { asked, read } = byHand();
    const pager = new Pager<string, string>('a', read, () => {});
    pager.start('a', { items: ['old'], next: null });
    const first = pager.ask('b');
    const second = pager.ask('c');
    expect(asked[0]?.signal.aborted).to.equal(true);
    expect([pager.items, pager.shown]).to.deep.equal([['old'], 'a']);
    asked[1]?.answer({ items: ['c'], next: null });
    await second;
    asked[0]?.answer({ items: ['b'], next: null });
    await first;
    expect([pager.items, pager.shown]).to.deep.equal([['c'], 'c']);
  });

  it('asks while typing only once the running question is answered, and then for the last word', async () => {
    const { asked, read } = byHand();
    const pager = new Pager<string, string>('', read, () => {});
    const typing = pager.askSoon('d');
    void pager.askSoon('de');
    void pager.askSoon('dev');
    expect(asked.map(({ query }) => query)).to.deep.equal(['d']);
    asked[0]?.answer({ items: ['d'], next: null });
    await Promise.resolve();
    await Promise.resolve();
    expect(asked.map(({ query }) => query)).to.deep.equal(['d', 'dev']);
    asked[1]?.answer({ items: ['dev'], next: null });
    await typing;
    expect([pager.items, pager.shown, pager.state]).to.deep.equal([['dev'], 'dev', 'ready']);
  });

  it('keeps what was shown when a page fails, and tries the same thing again', async () => {
    const { asked, read } = byHand();
    const pager = new Pager<string, string>('a', read, () => {});
    pager.start('a', { items: ['1'], next: 'k1' });
    const more = pager.more();
    asked[0]?.fail();
    await more;
    expect(pager.failure).to.be.an('error');
    expect(pager.items).to.deep.equal(['1']);
    const retry = pager.retry();
    expect([pager.failure, asked[1]?.after]).to.deep.equal([undefined, 'k1']);
    asked[1]?.answer({ items: ['2'], next: null });
    await retry;
    expect(pager.items).to.deep.equal(['1', '2']);
  });
});
