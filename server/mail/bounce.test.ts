import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBounce } from './bounce.ts';

const report = (...blocks: string[]) =>
  new TextEncoder().encode(
    `From: MAILER-DAEMON@mx.test
To: Rebonds <rebonds@agence.test>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

It could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

${blocks.join('\n\n')}

--B
Content-Type: message/rfc822

From: agence@agence.test
To: other@exemple.fr
Final-Recipient: rfc822; other@exemple.fr
Status: 5.1.1

Bonjour
--B--
`.replaceAll('\n', '\r\n'),
  );
const failed = (address: string, status = '5.1.1', action = 'failed') =>
  `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550\n  no such user`;

describe('what a mail server reports', () => {
  test('the addresses that will never take a letter, and to whom it was told', async () => {
    expect(await readBounce(report(failed('Marie@Exemple.FR'), failed('<paul@exemple.fr>')))).toEqual({
      to: ['rebonds@agence.test'],
      refused: ['Marie@Exemple.FR', 'paul@exemple.fr'],
    });
  });

  test.each([
    ['it is tried again', failed('marie@exemple.fr', '4.4.1', 'delayed')],
    ['it arrived', failed('marie@exemple.fr', '2.0.0', 'delivered')],
    ['it failed for a while', failed('marie@exemple.fr', '4.2.2')],
    ['it is no address', failed('marie')],
    ['it is of another kind', 'Final-Recipient: x400; marie@exemple.fr\nStatus: 5.1.1'],
    ['its fields are quoted', '> Final-Recipient: rfc822; marie@exemple.fr\n> Status: 5.1.1'],
  ])('nothing when %s', async (_, block) => {
    expect((await readBounce(report(block)))?.refused).toEqual([]);
  });

  test('any other message is none', async () => {
    const plain =
      'To: rebonds@agence.test\r\n\r\nFinal-Recipient: rfc822; marie@exemple.fr\r\nStatus: 5.1.1\r\n';
    expect(await readBounce(new TextEncoder().encode(plain))).toBeUndefined();
    expect(await readBounce(new Uint8Array())).toBeUndefined();
  });
});

test('the report that the docs give to try', async () => {
  const sample = readFileSync(join(import.meta.dirname, '../../docs/first-agency/bounce.eml'));
  expect(await readBounce(sample)).toEqual({
    to: ['rebonds@durand.example'],
    refused: ['claire.faure@courriel.example'],
  });
});
