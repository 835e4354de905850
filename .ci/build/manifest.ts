import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as analyzer from '@custom-elements-manifest/analyzer/index.js';

type Named = { name: string; description?: string };

/** What editors read of a widget, from the comment above its class. */
interface Declared extends Named {
  attributes?: Named[];
  events?: Named[];
  cssParts?: Named[];
  slots?: Named[];
}

// Its own types leave these two out. Its own TypeScript too: the tree is made by the one that walks it.
const { create, ts } = analyzer as unknown as {
  create: (asked: { modules: unknown[] }) => { modules: { declarations: Declared[] }[] };
  ts: { createSourceFile: (path: string, text: string, target: number, parents: boolean) => unknown };
};
const es2022 = 9;

/** `custom-elements.json`: the public side of each element that a file of ours defines, and nothing of its inside. */
export const elementsManifest = (root: string) => {
  const sources = globSync('widgets/*/*.ts', { cwd: root })
    .filter((path) => !/(?:test|testing)\.ts$/.test(path))
    .toSorted()
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }));
  const tags = new Map(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/^define\('([a-z-]+)', (\w+)\)/gm)].map(([, tag = '', name = '']) => [name, tag]),
    ),
  );
  const { modules } = create({
    modules: sources
      .filter(({ text }) => /extends \w+(?:Element|Login)\b/.test(text))
      .map(({ path, text }) => ts.createSourceFile(path, text, es2022, true)),
  });
  const declarations = modules
    .flatMap((module) => module.declarations)
    .filter(({ name }) => tags.has(name))
    .map(({ name, description, attributes = [], events = [], cssParts = [], slots = [] }) => ({
      kind: 'class',
      name,
      tagName: tags.get(name),
      customElement: true,
      description,
      attributes: plain(attributes),
      events: plain(events),
      cssParts: plain(cssParts),
      slots: plain(slots),
    }));
  return {
    schemaVersion: '1.0.0',
    modules: [{ kind: 'javascript-module', path: 'v1/palier.js', declarations }],
  };
};

/** Without the files and classes of ours that they come from. */
const plain = (all: Named[]) => all.map(({ name, description }) => ({ name, description }));
