import { fakeApi, fixture, sampleBootstrap, settled, type Routes } from '../shared/testing.ts';
import './document-list.ts';
import { sampleDocument, sampleLibrary } from './samples.ts';

// A list on a page, and what its tests do with it.

export const page = (...titles: string[]) => ({
  documents: titles.map((title, i) => sampleDocument(`p${i}`, title)),
  next: null,
  total: titles.length,
});
export const withLibrary = (documents = sampleLibrary, own: Routes = {}): Routes => ({
  'GET /v1/bootstrap': sampleBootstrap({ documents }),
  'GET /v1/documents/page': page('Bail'),
  'POST /v1/documents/:id/ticket': { path: '/v1/files/abc' },
  ...own,
});
export const open = async (routes: Routes, width?: number) => {
  const api = fakeApi(routes);
  const element = await fixture('<palier-document-list></palier-document-list>', width);
  await settled(element);
  const all = <E extends HTMLElement = HTMLElement>(selector: string) => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const named = (text: string) => all('button').find((button) => button.textContent?.includes(text));
  const titles = () => all('.name').map((name) => name.textContent);
  const status = () => all('[role=status]').at(-1)?.textContent?.replaceAll(/\s+/g, ' ');
  const type = (text: string) => {
    const [field] = all<HTMLInputElement>('input[type=search]');
    if (!field) throw new Error('no search field');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const choose = (name: string, value: string) => {
    const [list] = all<HTMLSelectElement>(`select#${name}`);
    if (!list) throw new Error(`no list called ${name}`);
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  };
  return {
    api,
    element,
    all,
    named,
    titles,
    status,
    type,
    choose,
    asked: () => api.to('GET /v1/documents/page'),
  };
};
