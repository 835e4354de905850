import { expect } from '@open-wc/testing';
import { en as deskEnglish } from '../../desk/parts/text/en.ts';
import { fr as deskFrench } from '../../desk/parts/text/fr.ts';
import { tables } from '../../finance/definitions.ts';
import { en as english } from './en.ts';
import { fr as french } from './fr.ts';

const fr = { ...french, definitions: tables.fr, desk: deskFrench };
const en = { ...english, definitions: tables.en, desk: deskEnglish };

/** Every sentence with its path; functions are called with a number that stands for any value. */
const sentences = (table: object, path = ''): [string, string][] =>
  Object.entries(table).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return sentences(value as object, `${path}${key}.`);
    const text =
      typeof value === 'function'
        ? String((value as (...args: unknown[]) => unknown)(...Array(value.length).fill(2)))
        : String(value);
    return [[path + key, text]];
  });

describe('text tables', () => {
  it('French keeps its signs on the line of their word', () => {
    const loose = sentences(fr).filter(([, text]) =>
      / [:;?!»]|« |[^\s«\d][;?!»](?!\S)/.test(text.replaceAll(/[\u00a0\u202f][:;?!»]/g, '')),
    );
    expect(loose).to.deep.equal([]);
  });

  it('French uses typographic apostrophes', () => {
    expect(sentences(fr).filter(([, text]) => text.includes("'"))).to.deep.equal([]);
  });

  it('English says everything that French says', () => {
    expect(sentences(en).map(([path]) => path)).to.deep.equal(sentences(fr).map(([path]) => path));
  });
});
