import { randomBytes, randomUUIDv7 } from 'node:crypto';

/** Primary key of a row: sortable by creation, so that inserts stay at the end of the index (RFC 9562, version 7). */
export const newId = (): string => randomUUIDv7();

/** 160 random bits, for what stands in an address or a mail and must not be guessed. 27 characters of base64url. */
export const newSecret = (): string => randomBytes(20).toString('base64url');
