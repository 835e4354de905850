import { expect } from '@open-wc/testing';
import { Bearer } from './bearer.ts';
import { until } from './testing.ts';

const lives = 300;
let bearer: Bearer | undefined;
/** What the server is asked, in order; the answer is the test's. */
const hold = (answer: (turn: number) => Promise<{ token: string }>) => {
  const asked: number[] = [];
  bearer = new Bearer('one', () => answer(asked.push(Date.now())), lives);
  return { bearer, asked };
};
const look = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange'));
};
const fail = () => Promise.reject(new TypeError('Failed to fetch'));

afterEach(() => {
  bearer?.drop();
  Reflect.deleteProperty(document, 'visibilityState');
});

describe('the bearer', () => {
  it('is renewed while the page is looked at, again and again', async () => {
    const { bearer: held, asked } = hold(async (turn) => ({ token: `token-${turn}` }));
    await until(() => asked.length === 2, 'two renewals');
    await until(() => held.token === 'token-2', 'the second one');
  });

  it('is renewed as soon as somebody comes back, when its minute passed unseen', async () => {
    look('hidden');
    const { bearer: held, asked } = hold(async () => ({ token: 'two' }));
    const minute = Date.now() + 0.82 * lives;
    await until(() => Date.now() > minute, 'the minute');
    expect(asked).to.have.length(0);
    look('visible');
    await until(() => held.token === 'two', 'the renewal');
  });

  it('is asked for again while it lives, and not after', async () => {
    const { bearer: held, asked } = hold((turn) => (turn < 3 ? fail() : Promise.resolve({ token: 'two' })));
    await until(() => held.token === 'two', 'the third try');
    expect(asked).to.have.length(3);
    held.drop();

    const dead = hold(fail);
    const end = Date.now() + lives + 50;
    await until(() => Date.now() > end, 'its end');
    expect(dead.asked.length).to.be.within(1, 7);
    const before = dead.asked.length;
    look('visible');
    expect(dead.asked).to.have.length(before);
  });

  it('does not come back after a sign-out, by an answer that travelled', async () => {
    let answer: (value: { token: string }) => void = () => undefined;
    const { bearer: held, asked } = hold(() => new Promise((resolve) => (answer = resolve)));
    await until(() => asked.length === 1, 'the question');
    held.drop();
    answer({ token: 'two' });
    await Promise.resolve().then(() => undefined);
    await new Promise((resolve) => setTimeout(resolve)); // what follows the answer has run
    expect(held.token).to.equal(undefined);
  });
});
