import type { Page } from 'playwright-core';
import { portalOf, type House } from '../house.ts';
import type { Postbox } from '../postbox.ts';

/** What the pictures are taken of. */
export interface Scene {
  house: House;
  postbox: Postbox;
  shoot: (page: Page, name: string) => Promise<void>;
}

export const portal = portalOf('nacre');
/** Nothing is examined on the way: pictures only. */
export const look = async () => {};
export const password = 'verger-canal-dimanche';
