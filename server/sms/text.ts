/** Signs of the GSM 03.38 alphabet, one septet each: with any other sign a message costs twice as much. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Two septets each. */
const extended = new Set('^{}\\[~]|€');

const near: Record<string, string> = { '’': "'", '‘': "'", '«': '"', '»': '"', '“': '"', '”': '"' };
const nearer: Record<string, string> = { '…': '...', '–': '-', '—': '-', œ: 'oe', Œ: 'OE', '•': '*' };

/** The text in signs that every telephone shows: « ê » becomes « e », what nobody can spell becomes « ? ». */
export const toGsm = (text: string): string =>
  [...text.normalize('NFC').replaceAll(/[\u00a0\u202f\u2009]/g, ' ')].map(signOf).join('');

const signOf = (sign: string): string => {
  if (basic.has(sign) || extended.has(sign)) return sign;
  const replaced = near[sign] ?? nearer[sign];
  if (replaced !== undefined) return replaced;
  const [bare = ''] = sign.normalize('NFD');
  return basic.has(bare) ? bare : '?';
};

/** Length in septets: 160 make one message, 306 make two. */
export const septets = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (extended.has(sign) ? 2 : 1), 0);

const longest = 306;

/**
 * The message that carries a code: what it confirms, in words, and no link. The last line lets a browser fill the code
 * in on that host and on no other (WebOTP); it gives way when there is no room.
 */
export const codeMessage = (message: {
  agencyName: string;
  says: string;
  code: string;
  portalOrigin: string;
}): string => {
  const { agencyName, says, code, portalOrigin } = message;
  const { protocol, host, port } = new URL(portalOrigin);
  const intro = `Code ${code} pour : `;
  const outro = `. Ne le donnez à personne. ${agencyName}`;
  const room = longest - septets(toGsm(intro + outro));
  const text = toGsm(intro + clip(toGsm(says), room) + outro);
  const bound = `\n\n@${host} #${code}`;
  const binds = protocol === 'https:' && port === '' && septets(text) + septets(bound) <= longest;
  return binds ? text + bound : text;
};

/** What does not fit ends in dots: a cut must not look whole. */
const clip = (text: string, room: number): string => {
  if (septets(text) <= room) return text;
  let kept = text;
  while (septets(kept) > room - 3) kept = kept.slice(0, -1);
  return `${kept}...`;
};
