/** How much of a file's start tells what it is. */
export const telling = 4096;

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean => {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * What a document really is, from its first bytes: its name may lie, and the browser must not be told a tale.
 * Nothing for what residents have no use for, programs and pages among it.
 */
export const mediaTypeOf = (head: Uint8Array, name: string): string | undefined => {
  if (startsWith(head, '%PDF-')) return 'application/pdf';
  if (startsWith(head, '\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (startsWith(head, '\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (startsWith(head, 'RIFF') && startsWith(head, 'WEBP', 8)) return 'image/webp';
  const end = /\.([a-z\d]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (startsWith(head, 'PK\u0003\u0004')) return end === 'xlsx' && isOffice(head) ? xlsx : undefined;
  if ((end === 'csv' || end === 'txt') && isText(head)) return end === 'csv' ? 'text/csv' : 'text/plain';
  return undefined;
};

/** The first file of an Office archive has one of these names. */
const isOffice = (head: Uint8Array): boolean =>
  ['[Content_Types].xml', '_rels/', 'docProps/', 'xl/'].some((name) => startsWith(head, name, 30));

/** No control character but white space, and nothing that a browser could take for a page. */
const isText = (head: Uint8Array): boolean => {
  const first = head.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return first !== 60 && head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
};
