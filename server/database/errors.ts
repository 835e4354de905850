const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** A unique constraint refused the row, on either engine. */
export const isUniqueViolation = (error: unknown): boolean =>
  ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error));

/** Another connection holds SQLite's write lock, or PostgreSQL chose this one of two that waited for each other. */
export const isBusy = (error: unknown): boolean =>
  codeOf(error).startsWith('SQLITE_BUSY') || codeOf(error) === '40P01';

/** The disk is full. */
export const isFull = (error: unknown): boolean => ['SQLITE_FULL', '53100'].includes(codeOf(error));

/** A sync to disk failed: what was written may be gone, and a retry may lie about it. */
export const isBrokenDisk = (error: unknown): boolean => codeOf(error) === 'SQLITE_IOERR_FSYNC';
