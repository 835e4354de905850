import type { Ticket } from '../../server/documents/contract.ts';
import { call } from '../shared/api.ts';
import { emit } from '../shared/events.ts';
import type { Page } from '../shared/page.ts';

const ticketFor = (page: Page, id: string): Promise<Ticket> =>
  call(page.api.documents[':id'].ticket.$post({ param: { id } }));

/** What a browser shows by itself; the server sends the rest as an attachment only. */
export const isViewable = (mediaType: string): boolean =>
  /^(application\/pdf|image\/(png|jpeg|webp))$/.test(mediaType);

/**
 * Shows a file in a new tab, unless a listener of `palier-document-open` says that it will.
 * The tab opens at once, on the click itself: one opened after the answer would be taken for an advertisement and
 * refused. Where tabs are refused anyway, the file comes in this one.
 */
export const showDocument = async (from: Element, page: Page, id: string): Promise<void> => {
  if (!emit(from, 'palier-document-open', { id }, true)) return;
  const tab = window.open('', '_blank');
  try {
    const { path } = await ticketFor(page, id);
    const address = `${page.endpoint}${path}?inline`;
    if (tab === null) return visit(address);
    tab.opener = null;
    tab.location.replace(address);
  } catch (error) {
    tab?.close();
    throw error;
  }
};

/** Saves a file: the server answers with an attachment, so the page stays where it is. */
export const saveDocument = async (page: Page, id: string): Promise<void> => {
  const { path } = await ticketFor(page, id);
  visit(page.endpoint + path);
};

const visit = (address: string): void => {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_self'; // a <base target> of the page has no say
  link.click();
};
