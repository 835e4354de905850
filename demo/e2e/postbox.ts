import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Postbox {
  /** For `SMTP_URL`. */
  url: string;
  /** Everything that arrived, oldest first. */
  letters: Email[];
  /** Addresses that this server takes no letter for. */
  refused: Set<string>;
  /** The newest letter to this address whose subject holds these words, once it is there. */
  letterTo: (address: string, subject?: string | RegExp) => Promise<Email>;
  /** The oldest such letter that was not given out this way before: where there are several of a kind. */
  nextTo: (address: string, subject?: string | RegExp) => Promise<Email>;
  close: () => Promise<void>;
}

/** A mail server of our own: letters go over the wire and are read back as a mail program reads them. */
export const openPostbox = async (): Promise<Postbox> => {
  const letters: Email[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (!refused.has(address)) return done();
      done(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }));
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((letter) => {
          letters.push(letter);
          done();
          arrivals.emit('letter');
        }, done);
      });
    },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.server.address() as AddressInfo;
  const are =
    (address: string, subject: string | RegExp = /./) =>
    ({ to, subject: written = '' }: Email): boolean =>
      (to?.some((one) => one.address === address) ?? false) &&
      (typeof subject === 'string' ? written.includes(subject) : subject.test(written));
  const arrivals = new EventEmitter();
  const there = async (address: string, find: () => Email | undefined): Promise<Email> => {
    const signal = AbortSignal.timeout(10_000);
    for (;;) {
      const found = find();
      if (found) return found;
      await once(arrivals, 'letter', { signal }).catch(() => {
        const subjects = letters.filter(are(address)).map(({ subject }) => subject);
        throw new Error(`no such letter to ${address}, only ${JSON.stringify(subjects)}`);
      });
    }
  };
  const given = new Set<Email>();
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refused,
    letterTo: (address, subject) => there(address, () => letters.findLast(are(address, subject))),
    async nextTo(address, subject) {
      const isOne = are(address, subject);
      const letter = await there(address, () => letters.find((each) => isOne(each) && !given.has(each)));
      given.add(letter);
      return letter;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

/** The six digits that stand alone in the letter, and its first link. */
export const codeIn = ({ text = '' }: Email): string => {
  const code = /(?<![\d#])(\d{3})[ \u00a0]?(\d{3})(?!\d)/.exec(text);
  if (!code) throw new Error(`no code in:\n${text}`);
  return `${code[1]}${code[2]}`;
};
export const linkIn = ({ text = '' }: Email): string => {
  const link = /https:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error(`no link in:\n${text}`);
  return link;
};
