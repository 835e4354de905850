export type Encoding = 'utf-8' | 'windows-1252';

export const hasBom = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const strict = new TextDecoder('utf-8', { fatal: true });
const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/**
 * Letters, punctuation and the euro sign as only UTF-8 writes them: in Windows-1252 the same bytes spell « Ã© » or
 * « â€™ ». Other valid sequences prove nothing: « é » before a closing « » » spells one too.
 */
const surelyUtf8 = /[\u00c2-\u00c5][\u0080-\u00bf]|\u00e2[\u0080\u0082\u0084][\u0080-\u00bf]/;

/**
 * In a file that is not UTF-8 as a whole, the first line to blame when other characters surely are UTF-8; nothing
 * when it is Windows-1252 throughout. Pieces end at line breaks; `undefined` is a line too long to be held.
 */
export const lineToBlame = async (
  pieces: AsyncIterable<Uint8Array | undefined>,
  /** It says so itself. */
  isAnnounced: boolean,
): Promise<number | undefined> => {
  let line = 1;
  let bad: number | undefined;
  let tooLong: number | undefined;
  let isMixed = isAnnounced;
  for await (const piece of pieces) {
    if (piece === undefined) {
      tooLong ??= line;
      line += 1;
      continue;
    }
    isMixed ||= surelyUtf8.test(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1'));
    if (bad === undefined) {
      const isWhole = isUtf8(piece);
      for (let from = 0; from < piece.length; line += 1) {
        const lineBreak = piece.indexOf(10, from);
        const end = lineBreak === -1 ? piece.length : lineBreak;
        if (!isWhole && !isUtf8(piece.subarray(from, end))) {
          bad = line;
          break;
        }
        from = end + 1;
      }
    }
    if (isMixed && bad !== undefined) return bad;
  }
  // Of what could not be held nothing is known but that the rest is in order.
  return isMixed ? (bad ?? tooLong) : undefined;
};
