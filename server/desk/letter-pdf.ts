import { createRequire } from 'node:module';
import { setImmediate as breathe } from 'node:timers/promises';
import Pdf from 'pdfkit';
import { encode } from 'uqr';
import type { LetterWords } from './activation-letter.ts';

type Pen = PDFKit.PDFDocument;

/** Millimetres, from the top left corner of the sheet. */
const mm = (length: number): number => (length * 72) / 25.4;
const ink = '#1c1c1a';
const pale = '#5c5c57';

const font = (file: string) =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/source-sans-3/${file}`);
const fonts = {
  plain: font('400Regular/SourceSans3_400Regular.ttf'),
  bold: font('600SemiBold/SourceSans3_600SemiBold.ttf'),
};

/** Where a sheet folded in three shows its address through a French window, however it slides (NF Z 11-001, DL, C5). */
const windowBox = { left: mm(108), top: mm(50), width: mm(80), height: mm(29) };
const left = mm(22);
const width = mm(166);
/** Between the two folds, at 99 and 198 mm: nothing of it can be read without opening the envelope. */
const boxFrom = mm(138);
const boxHeight = mm(54);

/** One page per letter, tagged, with its fonts. Other work goes on between two pages. */
export const drawLetters = async (
  letters: AsyncIterable<LetterWords>,
  { title, author, accent }: { title: string; author: string; accent: string | null },
  now: Date,
): Promise<Uint8Array> => {
  const pen = new Pdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // PDF/UA is not in the package's types yet.
    ...({ subset: 'PDF/UA' } as object),
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: title, Author: author, Producer: 'Palier', Creator: 'Palier', CreationDate: now },
  });
  const chunks: Uint8Array[] = [];
  pen.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => pen.once('end', resolve).once('error', reject));
  for (const [name, file] of Object.entries(fonts)) pen.registerFont(name, file);
  const document = pen.struct('Document');
  pen.addStructure(document);
  for await (const words of letters) {
    drawLetter(pen, document, words, isHex(accent) ? accent : ink);
    await breathe();
  }
  document.end();
  pen.end();
  await done;
  return Buffer.concat(chunks);
};

/** A printed colour; the agency may have given any that CSS knows. */
const isHex = (colour: string | null): colour is string => /^#(?:[0-9a-f]{3}){1,2}$/i.test(colour ?? '');

const drawLetter = (
  pen: Pen,
  document: PDFKit.PDFStructureElement,
  words: LetterWords,
  accent: string,
): void => {
  pen.addPage();
  const letter = pen.struct('Sect', { title: words.addressee[0] ?? '' });
  document.add(letter);
  const tag = (type: string, draw: () => void, options = {}) => letter.add(pen.struct(type, options, draw));
  decorate(pen, () => pen.rect(0, 0, pen.page.width, mm(3)).fill(accent));
  const [agency = '', ...contacts] = words.sender;
  tag('P', () => write(pen, 'bold', 15).text(agency, left, mm(16), { width: mm(84) }));
  tag('P', () => write(pen, 'plain', 9, pale).text(contacts.join('\n'), { width: mm(66), lineGap: 1 }));
  tag('P', () => drawAddress(pen, words.addressee));
  tag('P', () => write(pen, 'plain', 10.5).text(words.dated, windowBox.left, mm(92), { width: mm(80) }));
  tag('H1', () => write(pen, 'bold', 15).text(words.subject, left, mm(101), { width }));
  pen.y += mm(2);
  for (const line of words.opening) tag('P', () => paragraph(pen, line));
  const top = Math.max(boxFrom, pen.y + mm(3));
  drawKey(pen, tag, words, top);
  pen.y = top + boxHeight + mm(8);
  letter.add(stepsOf(pen, words));
  pen.y += mm(3);
  for (const line of words.closing) tag('P', () => paragraph(pen, line));
  letter.end();
};

const write = (pen: Pen, face: keyof typeof fonts, size: number, colour = ink): Pen =>
  pen.font(face).fontSize(size).fillColor(colour);

const paragraph = (pen: Pen, text: string): void => {
  write(pen, 'plain', 11).text(text, left, pen.y, { width, lineGap: 1.5 });
  pen.y += mm(2);
};

/** Lines, boxes and colours say nothing: a screen reader passes over them. */
const decorate = (pen: Pen, draw: () => void): void => {
  pen.markContent('Artifact', { type: 'Layout' });
  draw();
  pen.endMarkedContent();
};

/** As large as the window takes it. */
const drawAddress = (pen: Pen, lines: string[]): void => {
  const text = lines.join('\n');
  const options = { width: windowBox.width, lineGap: 1 };
  for (const size of [11, 10, 9, 8]) {
    write(pen, 'plain', size);
    if (pen.heightOfString(text, options) <= windowBox.height) break;
  }
  pen.text(text, windowBox.left, windowBox.top, { ...options, height: windowBox.height, ellipsis: true });
};

const drawKey = (
  pen: Pen,
  tag: (type: string, draw: () => void, options?: object) => void,
  words: LetterWords,
  boxTop: number,
): void => {
  decorate(pen, () => pen.roundedRect(left, boxTop, width, boxHeight, mm(2)).lineWidth(1).stroke(ink));
  const x = left + mm(7);
  const room = mm(108);
  const field = (name: string, value: string, top: number, size: number) => {
    tag('P', () => write(pen, 'plain', 10, pale).text(name, x, boxTop + mm(top), { width: room }));
    // A nought with a stroke, for those who copy it by hand; smaller, for the longest.
    const options = { width: room, characterSpacing: 1, features: ['zero' as const] };
    write(pen, 'bold', size);
    const fitting = Math.min(size, (size * room) / (pen.widthOfString(value, options) + 1));
    tag('P', () => write(pen, 'bold', fitting).text(value, x, pen.y, options));
  };
  tag('P', () =>
    write(pen, 'plain', 10, pale).text(words.account, x, boxTop + mm(6), {
      width: room,
      height: mm(5),
      ellipsis: true,
    }),
  );
  field('Votre identifiant', words.identifier, 13, 17);
  field('Votre code', words.code, 27, 24);
  tag('P', () => write(pen, 'plain', 10).text(words.validity, x, boxTop + mm(44.5), { width: room }));
  const side = mm(40);
  const at = { x: left + width - side - mm(5), y: boxTop + (boxHeight - side) / 2 };
  tag('Figure', () => drawQr(pen, words.link, at, side), {
    alt: words.linkSays,
    bbox: [at.x, at.y, at.x + side, at.y + side],
  });
};

const drawQr = (pen: Pen, link: string, at: { x: number; y: number }, side: number): void => {
  const { data, size } = encode(link, { ecc: 'M', border: 0 });
  const unit = side / size;
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue;
      let end = x;
      while (row[end]) end += 1;
      pen.rect(at.x + x * unit, at.y + y * unit, (end - x) * unit, unit);
      x = end;
    }
  });
  // One shape: drawn apart, their edges would show as hair lines.
  pen.fill('#000000');
};

const stepsOf = (pen: Pen, { steps, address }: LetterWords): PDFKit.PDFStructureElement => {
  const indent = mm(9);
  const list = pen.struct('L');
  steps.forEach((step, index) => {
    const label = () => {
      write(pen, 'bold', 15).text(String(index + 1), left, pen.y - 2, { width: indent, lineBreak: false });
    };
    let top = 0;
    const body = () => {
      pen.y = top;
      const options = { width: width - indent, lineGap: 1.5 };
      write(pen, 'plain', 11).text(step, left + indent, pen.y, options);
      if (index === 0) write(pen, 'bold', 12).text(address, options);
      pen.y += mm(2.5);
    };
    const item = pen.struct('LI');
    item.add(
      pen.struct('Lbl', {}, () => {
        top = pen.y;
        label();
      }),
    );
    item.add(pen.struct('LBody', {}, body));
    item.end();
    list.add(item);
  });
  list.end();
  return list;
};
