import { french } from '../../french.ts';
/** Draws the agencies' paper: one letterhead, a few kinds of block, A4, standard fonts only. */

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][]; total?: string[]; widths: number[] }
  | { kind: 'facts'; rows: [string, string][] }
  | { kind: 'notice'; text: string };

export interface Letterhead {
  name: string;
  motto: string;
  lines: string[];
  legal: string;
  /** Hexadecimal colour of the rule and the name. */
  ink: string;
  serif: boolean;
}

export interface Letter {
  title: string;
  date: string;
  /** The line of the document's own date and place, as people write it. */
  dated: string;
  to?: string[];
  references?: [string, string][];
  blocks: Block[];
}

interface Pen {
  x: number;
  y: number;
  on: (event: 'data' | 'end', listener: (chunk: Uint8Array) => void) => Pen;
  font: (name: string) => Pen;
  fontSize: (size: number) => Pen;
  fillColor: (colour: string) => Pen;
  strokeColor: (colour: string) => Pen;
  lineWidth: (width: number) => Pen;
  moveTo: (x: number, y: number) => Pen;
  lineTo: (x: number, y: number) => Pen;
  rect: (x: number, y: number, width: number, height: number) => Pen;
  roundedRect: (x: number, y: number, width: number, height: number, radius: number) => Pen;
  fill: (colour?: string) => Pen;
  stroke: () => Pen;
  text: (text: string, x?: number, y?: number, options?: object) => Pen;
  heightOfString: (text: string, options?: object) => number;
  addPage: () => Pen;
  end: () => void;
}

// The package ships no types: this interface is all that we draw with.
const library: string = 'pdfkit';
const module = (await import(library)) as { default: new (options: object) => Pen };

const left = 56;
const width = 595.28 - 2 * left;
const bottom = 770;

export const drawLetter = async (head: Letterhead, letter: Letter): Promise<Uint8Array> => {
  const made = new Date(`${letter.date}T08:00:00Z`);
  const pen = new module.default({
    size: 'A4',
    margins: { top: 48, bottom: 30, left, right: left },
    lang: 'fr-FR',
    displayTitle: true,
    info: {
      Title: letter.title,
      Author: head.name,
      CreationDate: made,
      ModDate: made,
      Producer: 'Palier',
      Creator: head.name,
    },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve) => {
    pen.on('data', (chunk) => chunks.push(chunk));
    pen.on('end', () => resolve(Buffer.concat(chunks)));
  });
  const faces = head.serif
    ? { plain: 'Times-Roman', bold: 'Times-Bold' }
    : { plain: 'Helvetica', bold: 'Helvetica-Bold' };
  const page = { pen, head, faces };
  header(page);
  address(page, letter);
  for (const block of letter.blocks) drawBlock(page, spaced(block));
  footer(page);
  pen.end();
  return done;
};

const spaced = (block: Block): Block => {
  if (block.kind === 'text' || block.kind === 'notice' || block.kind === 'heading')
    return { ...block, text: french(block.text) };
  if (block.kind === 'facts')
    return { ...block, rows: block.rows.map(([name, value]): [string, string] => [name, french(value)]) };
  return block;
};

interface Page {
  pen: Pen;
  head: Letterhead;
  faces: { plain: string; bold: string };
}

const header = ({ pen, head, faces }: Page): void => {
  pen.rect(0, 0, 595.28, 8).fill(head.ink);
  pen.font(faces.bold).fontSize(19).fillColor(head.ink).text(head.name, left, 40, { width: 300 });
  pen.font(faces.plain).fontSize(8.5).fillColor('#555555').text(head.motto, left, 63, { width: 300 });
  pen
    .fontSize(8.5)
    .text(head.lines.join('\n'), left + 300, 40, { width: width - 300, align: 'right', lineGap: 1 });
};

const footer = ({ pen, head, faces }: Page): void => {
  pen
    .strokeColor('#cccccc')
    .lineWidth(0.5)
    .moveTo(left, 788)
    .lineTo(left + width, 788)
    .stroke();
  pen
    .font(faces.plain)
    .fontSize(7)
    .fillColor('#666666')
    .text(head.legal, left, 793, { width, align: 'center', lineBreak: true, height: 18 });
};

const address = ({ pen, faces }: Page, letter: Letter): void => {
  let y = 112;
  for (const [name, value] of letter.references ?? []) {
    pen.font(faces.plain).fontSize(8.5).fillColor('#555555').text(name, left, y, { width: 90 });
    pen
      .font(faces.bold)
      .fillColor('#111111')
      .text(value, left + 92, y, { width: 150 });
    y += 14;
  }
  if (letter.to) {
    pen
      .font(faces.plain)
      .fontSize(10.5)
      .fillColor('#111111')
      .text(letter.to.join('\n'), 318, 122, { width: 221, lineGap: 2 });
  }
  const top = letter.to ? 205 : Math.max(y + 8, 120);
  pen
    .font(faces.plain)
    .fontSize(9)
    .fillColor('#555555')
    .text(letter.dated, left, top, { width, align: letter.to ? 'right' : 'left' });
  pen
    .font(faces.bold)
    .fontSize(14)
    .fillColor('#111111')
    .text(letter.title, left, top + 24, { width });
  pen.y += 10;
};

const room = (page: Page, height: number): void => {
  if (page.pen.y + height <= bottom) return;
  footer(page);
  page.pen.addPage();
  page.pen.rect(0, 0, 595.28, 8).fill(page.head.ink);
  page.pen.y = 48;
};

const drawBlock = (page: Page, block: Block): void => {
  const { pen, head, faces } = page;
  if (block.kind === 'heading') {
    room(page, 60);
    pen.y += 8;
    pen.font(faces.bold).fontSize(11).fillColor(head.ink).text(block.text, left, pen.y, { width });
    pen.y += 3;
  } else if (block.kind === 'text') {
    pen.font(faces.plain).fontSize(10).fillColor('#111111');
    room(page, pen.heightOfString(block.text, { width, lineGap: 2 }));
    pen.text(block.text, left, pen.y, { width, lineGap: 2 });
    pen.y += 6;
  } else if (block.kind === 'notice') {
    pen.font(faces.plain).fontSize(9);
    const height = pen.heightOfString(block.text, { width: width - 24, lineGap: 2 }) + 20;
    room(page, height);
    const top = pen.y + 6;
    pen.roundedRect(left, top, width, height, 4).fill('#f3f3f3');
    pen.fillColor('#222222').text(block.text, left + 12, top + 10, { width: width - 24, lineGap: 2 });
    pen.y = top + height + 8;
  } else if (block.kind === 'facts') {
    for (const [name, value] of block.rows) {
      pen.font(faces.plain).fontSize(10);
      const height = Math.max(15, pen.heightOfString(value, { width: width - 170 }) + 3);
      room(page, height);
      const y = pen.y;
      pen.fillColor('#555555').text(name, left, y, { width: 160 });
      pen.fillColor('#111111').text(value, left + 170, y, { width: width - 170 });
      pen.y = y + height;
    }
    pen.y += 6;
  } else {
    drawTable(page, block);
  }
};

const drawTable = (page: Page, table: Extract<Block, { kind: 'table' }>): void => {
  const { pen, head, faces } = page;
  const figure = /^(−|\d)/;
  const isFigure = table.head.map(
    (_, index) => index > 0 && table.rows.some((row) => figure.test(row[index] ?? '')),
  );
  const unit = width / table.widths.reduce((a, b) => a + b, 0);
  const line = (cells: string[], bold: boolean): void => {
    pen.font(bold ? faces.bold : faces.plain).fontSize(9);
    const heights = cells.map((cell, index) =>
      pen.heightOfString(cell, { width: (table.widths[index] ?? 1) * unit - 8 }),
    );
    const height = Math.max(...heights) + 9;
    room(page, height);
    const y = pen.y;
    let x = left;
    cells.forEach((cell, index) => {
      const column = (table.widths[index] ?? 1) * unit;
      pen
        .fillColor('#111111')
        .text(cell, x + 4, y + 4, { width: column - 8, align: isFigure[index] ? 'right' : 'left' });
      x += column;
    });
    pen
      .strokeColor(bold ? head.ink : '#dddddd')
      .lineWidth(bold ? 0.9 : 0.5)
      .moveTo(left, y + height)
      .lineTo(left + width, y + height)
      .stroke();
    pen.y = y + height;
  };
  pen.y += 4;
  room(page, 40);
  line(table.head, true);
  for (const row of table.rows) line(row, false);
  if (table.total) line(table.total, true);
  pen.y += 10;
};
