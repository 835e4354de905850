import * as v from 'valibot';
import { settings } from './config.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const rows = Object.entries(settings).map(([name, { schema, says }]) => {
  const standard = v.getDefault(schema);
  return `| \`${name}\` | ${standard === undefined ? 'none' : `\`${cell(standard)}\``} | ${cell(says)} |`;
});

/** `docs/configuration.md`, from the settings themselves. */
export const configurationPage = (): string => `# Configuration

Everything is set by environment variables; each has a default that is good for one machine. This page is printed from
\`server/config.ts\`: after a change there, \`npx vitest run --project server server/configuration.test.ts -u\`.

| Setting | Default | |
|---|---|---|
${rows.join('\n')}

Relative paths start at the folder where the command runs. What differs from one agency to another (name, origins,
colours, password policy, mail sender) is not here but in its own settings: \`npm run -s palier -- agency add --help\`.
The demo chooses its own settings and keeps its state in \`.state/\`.

From a clone to the first resident, step by step: [first-agency.md](first-agency.md). On PostgreSQL the database is made once, so that
text sorts as it does on SQLite; the tables come by themselves:

\`\`\`sh
npm ci && npm run build
createdb --template=template0 --locale=C.UTF-8 --encoding=UTF8 palier
DATABASE_URL=postgres://palier:…@127.0.0.1/palier FILES_FOLDER=/var/lib/palier/files \\
  SMTP_URL=smtps://palier:…@mail.example.org TRUSTED_PROXIES=1 npm run -s palier -- serve
\`\`\`
`;
