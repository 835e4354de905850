import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, test } from 'vitest';
import { smtpMailer } from './mailer.ts';

const letter = {
  id: '1',
  from: 'Agence <ne-pas-repondre@agence.test>',
  to: 'marie@exemple.fr',
  subject: 'Bonjour',
  text: 'Bonjour',
};
const refuse = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) => done(new Error(`550 nobody is called ${address}`)),
});
afterAll(() => refuse.close());

const failure = (port: number) =>
  smtpMailer(`smtp://someone:secret@127.0.0.1:${port}`)
    .send(letter)
    .catch((error: unknown) => error as Error & { code: string; server: string });

test('a server that cannot be reached is named with the reason', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  expect(await failure(port)).toMatchObject({ server: `127.0.0.1:${port}`, code: 'ESOCKET' });
});

test('a refusal says by which code, and nothing of the person or the password', async () => {
  const listening = refuse.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const error = await smtpMailer(`smtp://127.0.0.1:${port}`)
    .send(letter)
    .catch((reason: unknown) => reason as Error & { code: string; server: string });
  expect(error).toMatchObject({ server: `127.0.0.1:${port}`, code: 'EENVELOPE 550' });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('marie');
});
