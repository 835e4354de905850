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
