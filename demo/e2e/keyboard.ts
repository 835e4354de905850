import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** Whether this element has the focus, through whatever shadow roots. */
const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const root = element.getRootNode() as Document | ShadowRoot;
    return root.activeElement === element;
  });

/** Tabs until this element has the focus, as someone without a mouse does; fails when it is never reached. */
export const reach = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  expect.fail(`never reached by Tab: ${String(target)}`);
};

export const press = async (page: Page, target: Locator): Promise<void> => {
  await reach(page, target);
  await page.keyboard.press('Enter');
};

/** Replaces what stands in a field, by keys alone. */
export const type = async (page: Page, target: Locator, text: string): Promise<void> => {
  await reach(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
};
