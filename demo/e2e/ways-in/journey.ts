import { Secret, TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { button, isSignedIn } from '../acts.ts';
import { level, more, wrong } from '../axe.ts';
import { clientPage, portalOf, type House, type Slug, type Visitor } from '../house.ts';
import { press, type } from '../keyboard.ts';

const phone = { width: 360, height: 740 };

/**
 * One person, by keyboard, on a small screen. Each thing that they see is looked at by axe and must fit the screen;
 * what is typed is typed where they are: on the agency's page, or in the portal's window.
 */
export interface Walk extends Visitor {
  /** Where they are. */
  at: Page;
  /** Presses what opens the portal's window, and goes there. */
  opens: (name: string) => Promise<void>;
  /** A screen with this title, and these words somewhere. */
  sees: (title: string | RegExp, ...words: (string | RegExp)[]) => Promise<void>;
  /** Types into the fields with these labels. */
  fills: (fields: Record<string, string>) => Promise<void>;
  presses: (name: string | RegExp) => Promise<void>;
  /** Opens what is behind these words. */
  unfolds: (name: string) => Promise<void>;
  /** A second tab: what is opened out of a mail. Nobody comes back from it by themselves. */
  follows: (link: string) => Promise<void>;
  /** To another page or tab of the same person. */
  turnsTo: (page: Page) => Promise<void>;
  /** At the portal itself, by password. */
  signsIn: (person: { email: string; password: string }) => Promise<void>;
  /** One of the sections of « Mon accès », by what stands on it. */
  openSection: (name: string) => Promise<void>;
  /** The window is closed and the agency's page knows them. */
  isIn: (name: string) => Promise<void>;
  ends: () => Promise<void>;
}

export interface Habits {
  /** Where they begin: the agency's page, unless told. */
  page?: string;
  viewport?: { width: number; height: number };
  /** Instead of looking with axe: pictures, for one. */
  look?: (page: Page, title: string) => Promise<void>;
}

export const begin = async (house: House, slug: Slug, habits: Habits = {}): Promise<Walk> => {
  const { viewport = phone } = habits;
  const visitor = await house.visitor({ viewport });
  const { page, context } = visitor;
  const look = habits.look ?? ((at: Page) => isWell(at));
  const windows: Page[] = [];
  const walk: Walk = {
    ...visitor,
    at: page,
    async opens(name) {
      const opening = context.waitForEvent('page');
      await press(walk.at, button(walk.at, name));
      walk.at = await opening;
      windows.push(walk.at);
      await walk.at.setViewportSize(viewport);
    },
    async sees(title, ...words) {
      const heading = walk.at.getByRole('heading', { name: title, ...exactly(title) });
      const seen = [heading, ...words.map((each) => walk.at.getByText(each))];
      for (const each of seen)
        await each
          .first()
          .waitFor()
          .catch(async (error: unknown) => expect.fail(`${String(error)}\n${await screenText(walk.at)}`));
      await look(walk.at, String(title));
    },
    async fills(fields) {
      for (const [label, text] of Object.entries(fields)) await type(walk.at, field(walk.at, label), text);
    },
    presses: (name) => press(walk.at, button(walk.at, name)),
    unfolds: (name) => press(walk.at, walk.at.locator('summary', { hasText: name })),
    async follows(link) {
      walk.at = await context.newPage();
      await walk.at.setViewportSize(viewport);
      await walk.at.goto(link);
    },
    async turnsTo(other) {
      await other.bringToFront();
      walk.at = other;
    },
    async signsIn({ email, password }) {
      await walk.at.goto(`${portalOf(slug)}/`);
      await walk.fills({ 'Identifiant ou courriel': email, 'Mot de passe': password });
      await walk.presses('Se connecter');
    },
    async openSection(name) {
      const section = walk.at.getByRole('button', { name: new RegExp(`^${name}`), expanded: false });
      await press(walk.at, section);
      await look(walk.at, name);
    },
    async isIn(name) {
      for (const window of windows)
        if (!window.isClosed())
          await window
            .waitForEvent('close')
            .catch(async () => expect.fail(`the window stays open:\n${await screenText(window)}`));
      walk.at = page;
      await isSignedIn(page);
      await page.locator('palier-login').getByText(name).first().waitFor();
      await look(page, name);
    },
    async ends() {
      expect(visitor.errors.filter((error) => !isAnswer(error))).toEqual([]);
      await context.close();
    },
  };
  await page.goto(habits.page ?? clientPage(slug));
  await page.locator(ours).getByRole('heading').first().waitFor();
  // Where each walk of a house begins looks the same: once is enough.
  const looked = begun.get(house) ?? new Set();
  begun.set(house, looked);
  if (!looked.has(page.url())) await look(page, 'begin');
  looked.add(page.url());
  return walk;
};

const begun = new WeakMap<House, Set<string>>();
const ours = 'palier-login, palier-activation, palier-access, palier-desk, palier-portal';

export const secretField = 'Code ou mot de passe provisoire';
/** A password that is new, as it is asked. */
export const twice = (password: string) => ({
  'Nouveau mot de passe': password,
  'Le même, une seconde fois': password,
});

/** What an application of codes shows: now, or as many steps of thirty seconds later. */
export const telephone = (secret = '', later = 0): string =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + later * 30_000,
  });

export const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

const exactly = (name: string | RegExp) => (typeof name === 'string' ? { exact: true } : {});

/** Nothing that axe finds, and nothing to scroll sideways for. */
export const isWell = async (page: Page): Promise<void> => {
  // On the agency's page there is more than ours to judge.
  const whole = !page.url().startsWith('https://www.');
  expect(await wrong(page, whole ? more : level)).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
};

/** For the message of what failed. */
const screenText = (page: Page): Promise<string> =>
  page
    .locator('main')
    .ariaSnapshot()
    .catch(() => 'no page any more');

/** What a browser says of an answer that is no success: part of walks where something is wrong. */
const isAnswer = (error: string): boolean =>
  /Failed to load resource: the server responded with a status of 4\d\d .*\/v1\//.test(error);
