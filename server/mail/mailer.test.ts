import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, test } from 'vitest';
import { smtpMailer, type Letter } from './mailer.ts';

const letter = {
  id: '1',
  from: 'Agence <ne-pas-repondre@agence.test>',
  to: 'marie@exemple.fr',
  subject: 'Bonjour',
  text: 'Bonjour',
};
/** What the server was told: the envelope. */
const taken: { from: string; to: string[] }[] = [];
const answers: Record<string, string> = {
  'marie@exemple.fr': '550 nobody is called marie@exemple.fr',
  'moved@exemple.fr': '550 5.1.6 moved away',
  'full@exemple.fr': '552 5.2.2 mailbox full',
  'busy@exemple.fr': '450 4.2.0 come back later',
  'relay@exemple.fr': '554 5.7.1 relay access denied',
};
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    const answer = answers[address];
    done(
      answer === undefined
        ? null
        : Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) }),
    );
  },
  onData(stream, { envelope }, done) {
    stream.resume().on('end', () => {
      taken.push({
        from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
      });
      const [recipient] = envelope.rcptTo;
      const answer = { 'late@exemple.fr': '5.1.1 no such user', 'spam@exemple.fr': '5.7.1 looks like spam' }[
        recipient?.address ?? ''
      ];
      done(answer === undefined ? null : Object.assign(new Error(answer), { responseCode: 550 }));
    });
  },
});
const port = await new Promise<number>((resolve) => {
  const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
});
afterAll(() => server.close());

const failure = (at: number, own: Partial<Letter> = {}, account = '') =>
  smtpMailer(`smtp://${account}127.0.0.1:${at}`)
    .send({ ...letter, ...own })
    .catch((error: unknown) => error as Error & { code: string; server: string; refused: boolean });

test('a server that cannot be reached is named with the reason', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port: nowhere } = closed.address() as AddressInfo;
  closed.close();
  expect(await failure(nowhere, {}, 'someone:secret@')).toMatchObject({
    server: `127.0.0.1:${nowhere}`,
    code: 'ESOCKET',
    refused: false,
  });
});

test('a refusal says by which code, and nothing of the person or the password', async () => {
  const error = await failure(port);
  expect(error).toMatchObject({ server: `127.0.0.1:${port}`, code: 'EENVELOPE 550', refused: true });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('marie');
});

test.each([
  ['moved@exemple.fr', 'EENVELOPE 550', true],
  ['full@exemple.fr', 'EENVELOPE 552', true],
  ['late@exemple.fr', 'EMESSAGE 550', true],
  ['busy@exemple.fr', 'EENVELOPE 450', false],
  // These refuse us, not the address: mended, the letter leaves.
  ['relay@exemple.fr', 'EENVELOPE 554', false],
  ['spam@exemple.fr', 'EMESSAGE 550', false],
])('%s answers %s: refused for good is %s', async (to, code, refused) => {
  expect(await failure(port, { to })).toMatchObject({ code, refused });
});

test('bounces go where the agency wants them, answers where they did', async () => {
  taken.length = 0;
  expect(
    await failure(port, { to: 'paul@exemple.fr', bounceAddress: 'rebonds@agence.test' }),
  ).toBeUndefined();
  expect(await failure(port, { to: 'paul@exemple.fr' })).toBeUndefined();
  expect(taken).toEqual([
    { from: 'rebonds@agence.test', to: ['paul@exemple.fr'] },
    { from: 'ne-pas-repondre@agence.test', to: ['paul@exemple.fr'] },
  ]);
});
