import type { Agency } from '../agency/contract.ts';
import { escapeHtml } from '../values/html.ts';
import type { LetterContent } from '../values/letter.ts';
import { tied } from '../values/tied.ts';

/**
 * The same letter for every mail program: plain text, and one column of HTML without any outside resource.
 * Who answers it writes to the agency.
 */
export const writeLetter = (agency: Agency, content: LetterContent) => {
  const subject = tied(content.subject);
  const body = content.body.map((part) => (typeof part === 'string' ? tied(part) : part));
  const foot = footOf(agency);
  return {
    subject,
    text: [...body.map((part) => (typeof part === 'string' ? part : part.href)), foot].join('\n\n'),
    html: htmlOf(agency, body, foot),
    ...(agency.email && { replyTo: agency.email }),
  };
};

/** « Une question ? » and whom to ask: what the agency gave, in one sentence. */
const footOf = ({ name, phone, hours }: Agency): string => {
  const open = hours.map((line) => tied(line.charAt(0).toLocaleLowerCase('fr') + line.slice(1)));
  const ways = [name, phone?.replaceAll(' ', '\u00a0'), ...open].filter(Boolean);
  return `${tied('Une question ?')} ${ways.join(', ')}`;
};

const htmlOf = (agency: Agency, body: LetterContent['body'], foot: string): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#f6f6f4;color:#1c1c1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34em;margin:0 auto;padding:32px;background:#fff;border:1px solid #e2e2dd;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600">${escapeHtml(agency.name)}</p>
${body.map((part) => (typeof part === 'string' ? paragraph(part) : button(agency, part.action, part.href))).join('\n')}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e2e2dd;color:#5c5c57;font-size:14px">${escapeHtml(foot)}</p>
</div></body></html>`;

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${withCode(escapeHtml(text))}</p>`;

/** Six digits at the end of a sentence are to be copied: large, on a line of their own. */
const withCode = (text: string): string =>
  text.replace(
    /\s(\d{6})$/,
    '<br><strong style="font-size:28px;line-height:1.5;letter-spacing:4px">$1</strong>',
  );

const button = ({ accent, onAccent }: Agency, label: string, href: string): string => {
  // Both or neither: words in one colour on the other's fallback could not be read.
  const own = isHex(accent) && isHex(onAccent);
  return `<p style="margin:24px 0"><a href="${escapeHtml(href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${own ? accent : '#1c1c1a'};color:${own ? onAccent : '#fff'};text-decoration:none">${escapeHtml(label)}</a></p>`;
};

/** Mail programs know no newer way of writing a colour. */
const isHex = (colour: string | null): boolean => /^#(?:[0-9a-f]{3}){1,2}$/i.test(colour ?? '');
