import { parseSync, type Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Line breaks and indentation in templates are for us: a browser reads one space, and the core is counted in bytes. */
export const tightenTemplates = (): Plugin => ({
  name: 'tighten-templates',
  apply: 'build',
  transform(code, id) {
    if (!/[\\/]widgets[\\/].*\.ts$/.test(id.replace(/\?.*/, '')) || !/\b(?:css|html|svg)`/.test(code)) return;
    const { program } = parseSync(id, code, { lang: 'ts' });
    let tight = code;
    for (const { start, end, tag } of templatesIn(program as unknown as Node)) {
      const text = code.slice(start, end);
      // From the last to the first, so that the places of the others stay right.
      tight = tight.slice(0, start) + (tag === 'css' ? tightCss(text) : tightMarkup(text)) + tight.slice(end);
    }
    // Lines move inside templates only, where no breakpoint can be set.
    return { code: tight, map: null };
  },
});

const tightMarkup = (text: string): string => text.replaceAll(/\s+/g, ' ');

const tightCss = (text: string): string =>
  tightMarkup(text.replaceAll(/\/\*.*?\*\//gs, '')).replaceAll(/ ?([{};,]) ?/g, '$1');

interface Part {
  tag: string;
  start: number;
  end: number;
}

/** The literal parts of every css, html and svg template, wherever it stands, last first. */
const templatesIn = (program: Node): Part[] => {
  const parts: Part[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'TaggedTemplateExpression') {
      const { tag, quasi } = node as unknown as { tag: { name?: string }; quasi: { quasis: Node[] } };
      const name = tag.name ?? '';
      if (['css', 'html', 'svg'].includes(name))
        parts.push(...quasi.quasis.map((part) => ({ ...part, tag: name })));
    }
    for (const value of Object.values(node).flat()) {
      if (typeof value === 'object' && value !== null && 'type' in value) visit(value as Node);
    }
  };
  visit(program);
  return parts.toSorted((a, b) => b.start - a.start);
};
