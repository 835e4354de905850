import { escapeHtml } from '../values/html.ts';
import type { LetterContent } from '../values/letter.ts';

/** The same letter for every mail program: plain text, and one column of HTML without any outside resource. */
export const writeLetter = (agencyName: string, { subject, body }: LetterContent) => ({
  subject,
  text: [...body.map((part) => (typeof part === 'string' ? part : part.href)), agencyName].join('\n\n'),
  html: htmlOf(agencyName, body),
});

const htmlOf = (agencyName: string, body: LetterContent['body']): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#f6f6f4;color:#1c1c1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34em;margin:0 auto;padding:32px;background:#fff;border:1px solid #e2e2dd;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600">${escapeHtml(agencyName)}</p>
${body.map((part) => (typeof part === 'string' ? paragraph(part) : button(part.action, part.href))).join('\n')}
</div></body></html>`;

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;

const button = (label: string, href: string): string =>
  `<p style="margin:24px 0"><a href="${escapeHtml(href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1c1c1a;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`;
