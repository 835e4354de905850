import type { DemoAgency } from './agencies.ts';

/** The one table of the first minute: each site's address, who can sign in with what, where letters land. */
export const startTable = (agencies: DemoAgency[], home: string): string => {
  const rows = agencies.flatMap(({ site, settings, logins }) =>
    logins.map(({ email, password }, index) => [
      index === 0 ? settings.name : '',
      index === 0 ? `${site.siteOrigin}${site.clientPage}` : '',
      email,
      password,
    ]),
  );
  const table = [
    ['Site', 'Address', 'Sign in as', 'Password'],
    ...rows,
    ['All of them', `${home}/`, '', ''],
    ['Letters sent', `${home}/mails`, '', ''],
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
      const opens = index === 1 || (index > 1 && row[0] !== '' && row[0] !== 'Letters sent');
      return opens ? [rule, line(row)] : [line(row)];
    })
    .join('\n');
};
