import type { DemoAgency } from './agencies.ts';

const sent = ['Letters sent', 'Text messages', 'Agents’ codes'];

/** The one table of the first minute: each site's address, who can sign in with what, where letters land. */
export const startTable = (agencies: DemoAgency[], home: string): string => {
  const rows = agencies.flatMap(({ site, settings, logins }) =>
    logins.map(({ email, password, agent }, index) => [
      index === 0 ? settings.name : '',
      index === 0 ? `${site.siteOrigin}${site.clientPage}` : agent ? `${site.portalOrigin}/bureau` : '',
      email,
      password,
    ]),
  );
  const table = [
    ['Site', 'Address', 'Sign in as', 'Password'],
    ...rows,
    ['All of them', `${home}/`, '', ''],
    ['Letters sent', `${home}/mails`, '', ''],
    ['Text messages', `${home}/sms`, '', ''],
    ['Agents’ codes', `${home}/codes`, '', ''],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return table
    .flatMap((row, index) => {
      const opens = index === 1 || (index > 1 && row[0] !== '' && !sent.includes(row[0] ?? ''));
      return opens ? [rule, line(row)] : [line(row)];
    })
    .join('\n');
};
