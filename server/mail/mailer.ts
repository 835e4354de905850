import { createTransport } from 'nodemailer';

export interface Letter {
  /** From the job: the same letter sent twice carries the same Message-ID, and mail programs show it once. */
  id: string;
  from: string;
  /** Where an answer goes, when not to `from`. */
  replyTo?: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
}

/** May be asked twice for the same letter; throws, with `code` and `server`, when the letter was not taken. */
export interface Mailer {
  send(letter: Letter): Promise<void>;
}

/** `smtps://user:password@host` or `smtp://host:port`. */
export const smtpMailer = (url: string): Mailer => {
  // Shorter than the lease of a job: a slow server must not make a second worker write the letter again.
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  const { hostname, port, protocol } = new URL(url);
  const server = `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
  return {
    async send({ id, from, ...letter }) {
      const domain = from.replace(/^.*@/, '').replace(/>.*$/, '') || 'palier.invalid';
      try {
        await transport.sendMail({ from, ...letter, messageId: `<${id}@${domain}>` });
      } catch (error) {
        // The refusal itself may quote the address, or the password of the account.
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        const reason = [code, responseCode].filter(Boolean).join(' ');
        throw Object.assign(new Error('the letter was not taken'), { code: reason, server });
      }
    },
  };
};
