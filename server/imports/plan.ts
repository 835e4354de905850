import type { Column, FileFormat, Referenced } from './columns.ts';

// What the importer says to the database about any table, in SQL that both engines understand.
// `?1` is the agency, `?2` the day of the extraction. `in_lot` holds the rows of the file, `of_lot` what may be referred to.

const staged = ({ table }: FileFormat) => `in_${table}`;
const same = (a: string, b: string, columns: readonly string[]) =>
  columns.map((column) => `${a}.${column} = ${b}.${column}`).join(' and ');

/** The database's columns that a file's row fills. */
export const keptColumns = (format: FileFormat): string[] => [
  ...format.columns
    .filter(({ passing }) => !passing)
    .map(({ to, references }) => (references ? `${to}_id` : to)),
  ...(format.computed ?? []),
];

const stagedColumns = ({ to, references, number }: Column): string[] =>
  references ? [`${to}_ref text`, `${to}_id text`] : [`${to} ${number ? 'bigint' : 'text'}`];

const typed = (column: string) => `${column} ${column === 'size_bytes' ? 'bigint' : 'text'}`;

export const createStaged = (format: FileFormat): string =>
  `create temp table ${staged(format)} (
    line integer primary key, problem text, id text, mark text,
    ${[...format.columns.flatMap(stagedColumns), ...(format.computed ?? []).map(typed)].join(', ')}
  )`;

/** In the order in which rows are loaded. */
export const loadedColumns = (format: FileFormat): string[] => [
  'line',
  'problem',
  ...(format.has.id ? ['id'] : []),
  ...format.columns.map(({ to, references }) => (references ? `${to}_ref` : to)),
];

/** Finds what each reference names; a row whose reference names nothing is refused. */
export const resolve = (format: FileFormat): string[] =>
  format.columns.flatMap(({ to, name, references }) =>
    references
      ? [
          `update ${staged(format)} set ${to}_id = r.id from of_${references} r where r.external_id = ${to}_ref`,
          `update ${staged(format)} set problem = '${name} : référence inconnue « ' || ${to}_ref || ' »'
           where problem is null and ${to}_ref is not null and ${to}_id is null`,
        ]
      : [],
  );

/** The first row of a key stands; the others are refused. */
export const refuseDuplicates = (table: string, key: readonly string[], what: string): string =>
  `update in_${table} set problem = '${what} à la ligne ' || d.line
   from (select ${key.join(', ')}, min(line) as line from in_${table} where problem is null
         group by ${key.join(', ')} having count(*) > 1) d
   where problem is null and ${same('d', `in_${table}`, key)} and in_${table}.line > d.line`;

export const indexStaged = (format: FileFormat): string =>
  `create index ${staged(format)}_key on ${staged(format)} (${format.key.join(', ')})`;

const owned = ({ has, table }: FileFormat, alias: string): string => {
  if (has.agency) return `${alias}.agency_id = ?1`;
  const [parent, column] = table === 'share' ? ['distribution_key', 'key_id'] : ['building', 'building_id'];
  return `exists (select 1 from ${parent} p where p.id = ${alias}.${column} and p.agency_id = ?1)`;
};

/** Says of each good row whether it is new, changed or the same, and gives it the id it already has. */
export const compare = (format: FileFormat): string[] => {
  const differs = [
    ...keptColumns(format)
      .filter((column) => !format.key.includes(column))
      .map((column) => `e.${column} is distinct from ${staged(format)}.${column}`),
    ...(format.absent === 'close' ? ['e.closed_on is not null'] : []),
  ].join(' or ');
  return [
    `update ${staged(format)} set ${format.has.id ? 'id = e.id, ' : ''}mark = case when ${differs} then 'change' else 'same' end
     from ${format.table} e
     where problem is null and ${owned(format, 'e')} and ${same('e', staged(format), format.key)}`,
    `update ${staged(format)} set mark = 'add' where problem is null and mark is null`,
  ];
};

/** What rows may refer to, by its external id: the good rows of the file, and what is kept from before. */
export const collect = (
  format: FileFormat,
  name: Referenced,
  extra: readonly string[],
  isReplaced: boolean,
): string[] => {
  const columns = ['external_id', 'id', ...extra].join(', ');
  // A document that the file no longer holds goes away; anything else is only closed, and may still be named.
  const stays = isReplaced
    ? `exists (select 1 from ${staged(format)} i where i.external_id = e.external_id) and`
    : '';
  return [
    `create temp table of_${name} (external_id text primary key, id text${extra.map((column) => `, ${column} ${column === 'whole' ? 'bigint' : 'text'}`).join('')})`,
    `insert into of_${name} (${columns}) select ${columns} from ${staged(format)} where problem is null`,
    `insert into of_${name} (${columns}) select ${columns} from ${format.table} e
     where e.agency_id = ?1 and ${stays} not exists
       (select 1 from ${staged(format)} i where i.external_id = e.external_id and i.problem is null)`,
    `create index of_${name}_id on of_${name} (id)`,
  ];
};

/** `stamp` is a column that only new rows get, from `?2`. */
export const insertNew = (format: FileFormat, stamp?: string): string => {
  const { agency, id } = format.has;
  const into = [...(agency ? ['agency_id'] : []), ...(stamp ? [stamp] : []), ...(id ? ['id'] : [])];
  const from = [...(agency ? ['?1'] : []), ...(stamp ? ['?2'] : []), ...(id ? ['id'] : [])];
  const kept = keptColumns(format);
  return `insert into ${format.table} (${[...into, ...kept].join(', ')})
    select ${[...from, ...kept].join(', ')} from ${staged(format)} where mark = 'add' order by line`;
};

export const updateChanged = (format: FileFormat): string => {
  const set = keptColumns(format)
    .filter((column) => !format.key.includes(column))
    .map((column) => `${column} = i.${column}`);
  if (format.absent === 'close') set.push('closed_on = null');
  return `update ${format.table} as e set ${set.join(', ')} from ${staged(format)} i
    where i.mark = 'change' and ${format.has.id ? 'e.id = i.id' : same('e', 'i', format.key)}`;
};

/** Rows that were refused before their key could be read: whatever they hold, it is not known. */
export const countUnreadable = (format: FileFormat): string => {
  const readAs = (column: string) =>
    format.columns.some(({ to, references }) => references && `${to}_id` === column)
      ? column.replace(/_id$/, '_ref')
      : column;
  const isUnread = format.key.map((column) => `${readAs(column)} is null`).join(' or ');
  return `select count(*) as n from ${staged(format)} where problem is not null and (${isUnread})`;
};

/** Rows of the database that the file no longer holds. A row that was refused is held all the same. */
const absent = (format: FileFormat): string =>
  `${owned(format, 'e')} and not exists (select 1 from ${staged(format)} i where ${same('e', 'i', format.key)})`;

const running = '(e.until_day is null or e.until_day > ?2)';

/** The same right under another start: the file corrected it, so the old one never was. */
const corrected = (format: FileFormat): string => {
  const pair = format.key.filter((column) => column !== 'from_day');
  return pair.length === format.key.length
    ? 'false'
    : `exists (select 1 from ${staged(format)} i where i.problem is null and ${same('e', 'i', pair)})`;
};

/** Which rows get a last day, and which go away. */
export const absentees = (format: FileFormat): { closed?: string; removed?: string } => {
  if (format.absent === 'close') return { closed: `${absent(format)} and e.closed_on is null` };
  if (format.absent === 'remove') {
    const keyIsWhole =
      format.table === 'share'
        ? ' and not exists (select 1 from in_share i where i.key_id = e.key_id and i.problem is not null)'
        : '';
    return { removed: absent(format) + keyIsWhole };
  }
  const used =
    format.table === 'lease'
      ? 'exists (select 1 from ledger l where l.lease_id = e.id and l.entry_count > 0)'
      : 'false';
  const goes = `((e.from_day > ?2 and not ${used}) or ${corrected(format)})`;
  return {
    closed: `${absent(format)} and ${running} and not ${goes}`,
    removed: `${absent(format)} and ${running} and ${goes}`,
  };
};

export const closeAbsent = (format: FileFormat, where: string): string =>
  `update ${format.table} as e set ${format.absent === 'close' ? 'closed_on' : 'until_day'} = ?2 where ${where}`;

export const removeAbsent = (format: FileFormat, where: string): string =>
  `delete from ${format.table} as e where ${where}`;

/** How a table's rows are told in the report. */
export const countMarks = (format: FileFormat): string =>
  `select count(case when mark = 'add' then 1 end) as added, count(case when mark = 'change' then 1 end) as changed,
     count(case when mark = 'same' then 1 end) as unchanged, count(problem) as rejected from ${staged(format)}`;

export const countAbsent = (format: FileFormat, where: string): string =>
  `select count(*) as n from ${format.table} e where ${where}`;
