import { expect } from '@open-wc/testing';
import { en as accountEnglish } from '../../access/text/account.en.ts';
import { fr as accountFrench } from '../../access/text/account.fr.ts';
import { en as assistanceEnglish } from '../../access/text/assistance.en.ts';
import { fr as assistanceFrench } from '../../access/text/assistance.fr.ts';
import { en as doorEnglish } from '../../access/text/door.en.ts';
import { fr as doorFrench } from '../../access/text/door.fr.ts';
import { en as emailChangeEnglish } from '../../access/text/email-change.en.ts';
import { fr as emailChangeFrench } from '../../access/text/email-change.fr.ts';
import { en as factorEnglish } from '../../access/text/factor.en.ts';
import { fr as factorFrench } from '../../access/text/factor.fr.ts';
import { en as handOverEnglish } from '../../access/text/hand-over.en.ts';
import { fr as handOverFrench } from '../../access/text/hand-over.fr.ts';
import { en as helpEnglish } from '../../access/text/help.en.ts';
import { fr as helpFrench } from '../../access/text/help.fr.ts';
import { en as myAccessEnglish } from '../../access/text/my-access.en.ts';
import { fr as myAccessFrench } from '../../access/text/my-access.fr.ts';
import { en as passkeyEnglish } from '../../access/text/passkey.en.ts';
import { fr as passkeyFrench } from '../../access/text/passkey.fr.ts';
import { en as passwordsEnglish } from '../../access/text/passwords.en.ts';
import { fr as passwordsFrench } from '../../access/text/passwords.fr.ts';
import { en as recoverEnglish } from '../../access/text/recover.en.ts';
import { fr as recoverFrench } from '../../access/text/recover.fr.ts';
import { en as socialEnglish } from '../../access/text/social.en.ts';
import { fr as socialFrench } from '../../access/text/social.fr.ts';
import { en as stepUpEnglish } from '../../access/text/step-up.en.ts';
import { fr as stepUpFrench } from '../../access/text/step-up.fr.ts';
import { en as totpEnglish } from '../../access/text/totp.en.ts';
import { fr as totpFrench } from '../../access/text/totp.fr.ts';
import { en as waysInEnglish } from '../../access/text/ways-in.en.ts';
import { fr as waysInFrench } from '../../access/text/ways-in.fr.ts';
import { en as deskEnglish } from '../../desk/parts/text/en.ts';
import { fr as deskFrench } from '../../desk/parts/text/fr.ts';
import { tables } from '../../finance/definitions.ts';
import { en as english } from './en.ts';
import { fr as french } from './fr.ts';

const fr = {
  ...french,
  definitions: tables.fr,
  desk: deskFrench,
  access: {
    ...french.access,
    account: accountFrench,
    assistance: assistanceFrench,
    door: doorFrench,
    emailChange: emailChangeFrench,
    factor: factorFrench,
    handOver: handOverFrench,
    help: helpFrench,
    myAccess: myAccessFrench,
    passkey: passkeyFrench,
    passwords: passwordsFrench,
    recover: recoverFrench,
    social: socialFrench,
    stepUp: stepUpFrench,
    totp: totpFrench,
    waysIn: waysInFrench,
  },
};
const en = {
  ...english,
  definitions: tables.en,
  desk: deskEnglish,
  access: {
    ...english.access,
    account: accountEnglish,
    assistance: assistanceEnglish,
    door: doorEnglish,
    emailChange: emailChangeEnglish,
    factor: factorEnglish,
    handOver: handOverEnglish,
    help: helpEnglish,
    myAccess: myAccessEnglish,
    passkey: passkeyEnglish,
    passwords: passwordsEnglish,
    recover: recoverEnglish,
    social: socialEnglish,
    stepUp: stepUpEnglish,
    totp: totpEnglish,
    waysIn: waysInEnglish,
  },
};

/** Every sentence with its path; functions are called with a number that stands for any value. */
const sentences = (table: object, path = ''): [string, string][] =>
  Object.entries(table).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return sentences(value as object, `${path}${key}.`);
    const text =
      typeof value === 'function'
        ? String((value as (...args: unknown[]) => unknown)(...Array(value.length).fill(2)))
        : String(value);
    return [[path + key, text]];
  });

describe('text tables', () => {
  it('French keeps its signs on the line of their word', () => {
    const loose = sentences(fr).filter(([, text]) =>
      / [:;?!»]|« |[^\s«\d][;?!»](?!\S)/.test(text.replaceAll(/[\u00a0\u202f][:;?!»]/g, '')),
    );
    expect(loose).to.deep.equal([]);
  });

  it('French uses typographic apostrophes', () => {
    expect(sentences(fr).filter(([, text]) => text.includes("'"))).to.deep.equal([]);
  });

  it('English says everything that French says', () => {
    expect(sentences(en).map(([path]) => path)).to.deep.equal(sentences(fr).map(([path]) => path));
  });
});
