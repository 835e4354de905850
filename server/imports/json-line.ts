import type { Rec } from './csv.ts';

/** The cells of one line of JSON, in the order of `names`; other names are added to `unknown`. */
export const objectCells = (
  text: string,
  names: readonly string[],
  unknown: Set<string>,
): Pick<Rec, 'cells' | 'problem'> => {
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch {
    return { cells: [], problem: 'ce n’est pas du JSON' };
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return { cells: [], problem: 'ce n’est pas un objet JSON' };
  }
  for (const name of Object.keys(object)) {
    if (!names.includes(name) && unknown.size < 50) unknown.add(name.slice(0, 40));
  }
  const cells: string[] = [];
  for (const name of names) {
    const cell = cellOf((object as Record<string, unknown>)[name]);
    if (cell === undefined) return { cells: cells.slice(0, 1), problem: `${name} : ni texte ni nombre` };
    cells.push(cell);
  }
  return { cells };
};

const cellOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  // A couple's references may come as a list.
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('|');
  return undefined;
};
