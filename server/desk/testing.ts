import { inflateSync } from 'node:zlib';

/** What a page of a PDF of ours says, and the rectangles that it draws. */
export interface ReadPage {
  text: string;
  /** Each piece of text, from the top left corner. */
  lines: { text: string; x: number; fromTop: number }[];
  rectangles: { x: number; y: number; width: number; height: number }[];
}

/** Reads back what pdfkit wrote: enough of the format for our own letters. */
export const readPdf = (pdf: Uint8Array): { source: string; pages: ReadPage[] } => {
  const raw = Buffer.from(pdf).toString('latin1');
  const objects = new Map<string, { head: string; body: string }>();
  for (const [, id = '', content = ''] of raw.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj/gm)) {
    const [, head = content, stream = ''] = /^([^]*?)\nstream\n([^]*)\nendstream$/.exec(content) ?? [];
    const bytes = Buffer.from(stream, 'latin1');
    const body = head.includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : stream;
    objects.set(id, { head, body });
  }
  const linked = (head: string, key: string) =>
    objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1] ?? '');
  const pages = [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const fonts = linked(head, 'Resources')?.head ?? '';
      const glyphs = new Map(
        [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
          name,
          unicodeOf(linked(objects.get(id)?.head ?? '', 'ToUnicode')?.body ?? ''),
        ]),
      );
      return readContent(linked(head, 'Contents')?.body ?? '', glyphs);
    });
  return { source: raw, pages };
};

const pageHeight = 841.89;

const unicodeOf = (map: string): Map<number, string> => {
  const found = new Map<number, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/g))
    [...list.matchAll(/<([\da-f ]*)>/g)].forEach(([, hex = ''], i) => {
      // A ligature is several letters.
      const letters = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      found.set(Number.parseInt(from, 16) + i, letters);
    });
  return found;
};

const readContent = (content: string, fonts: Map<string, Map<number, string>>): ReadPage => {
  const page: ReadPage = { text: '', lines: [], rectangles: [] };
  let glyphs = new Map<number, string>();
  for (const line of content.split('\n')) {
    const [, font] = /^\/(F\d+) .* Tf$/.exec(line) ?? [];
    if (font !== undefined) glyphs = fonts.get(font) ?? glyphs;
    const [, left, bottom] = /^1 0 0 1 ([\d.]+) ([\d.]+) Tm$/.exec(line) ?? [];
    if (left !== undefined)
      page.lines.push({ text: '', x: Number(left), fromTop: pageHeight - Number(bottom) });
    if (line === 'ET') page.text += `${page.lines.at(-1)?.text ?? ''}\n`;
    const last = page.lines.at(-1);
    if (last && line.endsWith(' TJ'))
      for (const [, hex = ''] of line.matchAll(/<([\da-f]+)>/g))
        for (const [code] of hex.matchAll(/.{4}/g))
          last.text += glyphs.get(Number.parseInt(code, 16)) ?? '\ufffd';
    const [, x, y, width, height] = /^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/.exec(line) ?? [];
    if (x !== undefined)
      page.rectangles.push({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) });
  }
  return page;
};
