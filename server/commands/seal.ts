import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/*
 * A sealed file: one line of JSON with the salt, then chunks of 64 KiB, each AES-256-GCM with its tag behind it.
 * The nonce counts the chunks and marks the last one, so none can be dropped, moved or repeated unnoticed;
 * counting is enough because each file has its own salt, and so its own key.
 */
const chunkLength = 64 * 1024;
const tagLength = 16;
const cipher = 'aes-256-gcm';

const firstLine = (salt: Buffer): Buffer =>
  Buffer.from(
    `${JSON.stringify({ palier: 'sealed backup', version: 1, salt: salt.toString('base64url') })}\n`,
  );
const saltLength = 16;
const firstLineLength = firstLine(Buffer.alloc(saltLength)).length;

/** What is needed to recognise a sealed file. */
export const sealMark = Buffer.from('{"palier":"sealed');

export class WrongKey extends Error {
  constructor() {
    super('The key does not open this backup, or the backup was cut or changed: nothing was restored.');
  }
}

const stretch = promisify<string, Buffer, number, object, Buffer>(scrypt);
/** 128 MiB and about half a second for each guess. */
const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  stretch(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 });

const nonceOf = (index: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 0, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

export async function* seal(bytes: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltLength);
  const head = firstLine(salt);
  const key = await keyOf(passphrase, salt);
  yield head;
  for await (const { chunk, index, isLast } of chunks(bytes, chunkLength)) {
    const sealing = createCipheriv(cipher, key, nonceOf(index, isLast));
    sealing.setAAD(head);
    yield Buffer.concat([sealing.update(chunk), sealing.final(), sealing.getAuthTag()]);
  }
}

/** Throws `WrongKey` at the first chunk that is not as it was sealed. */
export async function* unseal(bytes: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const { head, rest } = await headOf(bytes);
  const salt = Buffer.from(/"salt":"([\w-]+)"/.exec(head.toString())?.[1] ?? '', 'base64url');
  if (salt.length !== saltLength || !head.equals(firstLine(salt))) throw new WrongKey();
  const key = await keyOf(passphrase, salt);
  for await (const { chunk, index, isLast } of chunks(rest, chunkLength + tagLength)) {
    if (chunk.length < tagLength) throw new WrongKey();
    const opening = createDecipheriv(cipher, key, nonceOf(index, isLast), { authTagLength: tagLength });
    opening.setAAD(head);
    opening.setAuthTag(chunk.subarray(-tagLength));
    const opened = opening.update(chunk.subarray(0, -tagLength));
    try {
      opening.final();
    } catch {
      throw new WrongKey();
    }
    yield opened;
  }
}

const headOf = async (
  bytes: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> => {
  const pieces = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (held.length < firstLineLength) {
    const { done, value } = await pieces.next();
    if (done) throw new WrongKey();
    held = Buffer.concat([held, value]);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    yield held.subarray(firstLineLength);
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { head: held.subarray(0, firstLineLength), rest: rest() };
};

/** Equal lengths, but for the last one: there always is a last one, even of nothing. */
async function* chunks(
  bytes: AsyncIterable<Buffer>,
  length: number,
): AsyncGenerator<{ chunk: Buffer; index: number; isLast: boolean }> {
  let held = Buffer.alloc(0);
  let index = 0;
  for await (const piece of bytes) {
    held = Buffer.concat([held, piece]);
    // One byte more than a chunk says that this chunk is not the last.
    while (held.length > length) {
      yield { chunk: held.subarray(0, length), index, isLast: false };
      held = held.subarray(length);
      index += 1;
    }
  }
  yield { chunk: held, index, isLast: true };
}
