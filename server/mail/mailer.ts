import { createTransport } from 'nodemailer';

export interface Letter {
  /** From the job: the same letter sent twice carries the same Message-ID, and mail programs show it once. */
  id: string;
  from: string;
  /** Where mail servers report what they could not deliver, when not to `from`. */
  bounceAddress?: string;
  /** Where an answer goes, when not to `from`. */
  replyTo?: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
}

/**
 * May be asked twice for the same letter; throws, with `code` and `server`, when the letter was not taken, and with
 * `refused` when the address will never take one.
 */
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
    async send({ id, from, bounceAddress, ...letter }) {
      const domain = from.replace(/^.*@/, '').replace(/>.*$/, '') || 'palier.invalid';
      const envelope = bounceAddress && { from: bounceAddress, to: letter.to };
      try {
        const messageId = `<${id}@${domain}>`;
        await transport.sendMail({ from, ...letter, messageId, ...(envelope && { envelope }) });
      } catch (error) {
        // The refusal itself may quote the address, or the password of the account.
        const { code, responseCode } = error as SmtpError;
        const reason = [code, responseCode].filter(Boolean).join(' ');
        const refused = isRefused(error as SmtpError);
        throw Object.assign(new Error('the letter was not taken'), { code: reason, server, refused });
      }
    },
  };
};

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

/**
 * The address is refused for good: 5xx to its RCPT, or an address error (X.1.x) once the letter was read. A server
 * that will not relay for us, or objects to what we say (X.7.x), refuses us and not the address.
 */
const isRefused = ({ responseCode = 0, response = '', command }: SmtpError): boolean => {
  if (responseCode < 500 || responseCode > 599) return false;
  const [, subject] = /^\d{3}[ -]5\.(\d)\.\d/.exec(response) ?? [];
  return command === 'RCPT TO' ? subject !== '7' : command === 'DATA' && subject === '1';
};
