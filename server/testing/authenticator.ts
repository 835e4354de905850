import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { Secret, TOTP } from 'otpauth';

interface Key {
  id: Buffer;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  counter: number;
}

/** What a right answer would have, said otherwise. */
export interface Twist {
  origin?: string;
  rpId?: string;
  /** Neither finger, face nor code. */
  unverified?: boolean;
  /** Instead of one more than the last. */
  counter?: number;
  /** Of an answer to this instead. */
  challenge?: string;
  userHandle?: string | null;
  crossOrigin?: boolean;
  tampered?: boolean;
  /** Of a new key: this id instead of a random one. */
  id?: Buffer;
}

const flag = { present: 0x01, verified: 0x04, withKey: 0x40 };
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64url');
const two = (n: number): Buffer => Buffer.from([n >> 8, n & 0xff]);

/** A passkey provider in software: ES256, attestation none, real signatures. Options and answers are JSON text. */
export class Authenticator {
  readonly keys: Key[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  create(options: string, twist: Twist = {}): string {
    const { challenge, rp, user } = JSON.parse(options) as {
      challenge: string;
      rp: { id: string };
      user: { id: string };
    };
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key: Key = {
      id: twist.id ?? randomBytes(32),
      rpId: rp.id,
      userHandle: user.id,
      counter: 0,
      ...pair,
    };
    this.keys.push(key);
    const { x = '', y = '' } = key.publicKey.export({ format: 'jwk' });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), two(key.id.length), key.id, encode(cose)]);
    const authData = Buffer.concat([this.#head(key, flag.withKey, twist), attested]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    return JSON.stringify({
      ...this.#common(key),
      response: {
        clientDataJSON: base64(this.#clientData('webauthn.create', challenge, twist)),
        attestationObject: base64(encode(attestation)),
        transports: ['internal'],
      },
    });
  }

  /** Uses the last key that the options allow. */
  get(options: string, twist: Twist = {}): string {
    const { challenge, allowCredentials = [] } = JSON.parse(options) as {
      challenge: string;
      allowCredentials?: { id: string }[];
    };
    const allowed = allowCredentials.map(({ id }) => id);
    const key = this.keys.findLast(({ id }) => allowed.length === 0 || allowed.includes(base64(id)));
    if (!key) throw new Error('none of these keys is here');
    return this.use(key, challenge, twist);
  }

  use(key: Key, challenge: string, twist: Twist = {}): string {
    key.counter = twist.counter ?? key.counter + 1;
    const authData = this.#head(key, 0, twist);
    const clientData = this.#clientData('webauthn.get', challenge, twist);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), key.privateKey);
    if (twist.tampered) signature[signature.length - 1]! ^= 1;
    const userHandle = twist.userHandle === undefined ? key.userHandle : twist.userHandle;
    return JSON.stringify({
      ...this.#common(key),
      response: {
        clientDataJSON: base64(clientData),
        authenticatorData: base64(authData),
        signature: base64(signature),
        ...(userHandle !== null && { userHandle }),
      },
    });
  }

  #head({ rpId, counter }: Key, extra: number, twist: Twist): Buffer {
    const flags = flag.present | (twist.unverified ? 0 : flag.verified) | extra;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(twist.rpId ?? rpId), Buffer.from([flags]), count]);
  }

  #clientData(type: string, challenge: string, twist: Twist): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: twist.challenge ?? challenge,
        origin: twist.origin ?? this.#origin,
        crossOrigin: twist.crossOrigin ?? false,
      }),
    );
  }

  #common({ id }: Key) {
    return { id: base64(id), rawId: base64(id), type: 'public-key', clientExtensionResults: {} };
  }
}

const encode = (value: unknown): Uint8Array => isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]);

/** What an application of codes would show now, or that many steps later. */
export const totpCode = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
