import type { PalierElement } from '../shared/element.ts';

export const field = (element: PalierElement, name: string) =>
  element.querySelector<HTMLInputElement>(`:scope > input[name="${name}"]`) as HTMLInputElement;
export const submit = (element: PalierElement) =>
  element.querySelector<HTMLButtonElement>(':scope > button[type=submit]') as HTMLButtonElement;
export const fill = (element: PalierElement, name: string, value: string): void => {
  field(element, name).value = value;
  field(element, name).dispatchEvent(new Event('input', { bubbles: true }));
};
export const press = async (element: PalierElement, words: string): Promise<void> => {
  const button = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button, summary') ?? [])].find((b) =>
    b.innerText.includes(words),
  );
  if (!button) throw new Error(`no button says ${words}`);
  button.click();
  await element.updateComplete;
};
export const focused = () => (document.activeElement as HTMLInputElement | null)?.name;

export const sessions = [
  {
    id: '1',
    device: 'Firefox sur Windows',
    site: null,
    createdAt: '2026-11-01T08:00:00Z',
    lastSeenAt: '2026-11-20T08:00:00Z',
    current: true,
  },
  {
    id: '2',
    device: 'Safari sur iPhone',
    site: 'www.agence.example',
    createdAt: '2026-11-01T08:00:00Z',
    lastSeenAt: '2026-11-18T08:00:00Z',
    current: false,
  },
  {
    id: '3',
    device: 'Chrome sur Android',
    site: null,
    createdAt: '2026-11-01T08:00:00Z',
    lastSeenAt: '2026-11-17T08:00:00Z',
    current: false,
  },
];
