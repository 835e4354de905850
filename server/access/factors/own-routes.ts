import { Hono } from 'hono';
import type { Context } from 'hono';
import type { InferOutput } from 'valibot';
import { transaction } from '../../database/transaction.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { requireAnotherWayIn } from '../contact/store.ts';
import { deviceOf } from '../device.ts';
import { takeProof, tellOwner } from '../own-change.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import {
  NewPasskey,
  NewPasskeyRequest,
  NewTotp,
  type PasskeyOptions,
  type RecoveryCodes,
  TotpCode,
  type TotpSecret,
  WithStepUp,
} from './contract.ts';
import { addressee, removePasskey } from './passkey-store.ts';
import { removeRecoveryCodes, replaceRecoveryCodes } from './recovery-store.ts';
import { confirmTotp, hasTotp, proposeTotp, removeTotp, totpUri } from './totp-store.ts';
import { countTotpTry, forgetFactorTries } from './tries-store.ts';
import { keepPasskey, passkeyOptions } from './webauthn.ts';

/** Behind `requirePerson` and `requirePortal`: passkeys, the application of codes and what replaces it when lost. */
export const ownFactorRoutes = ({ wake }: Pick<AccessParts, 'wake'>) => {
  /** The key is made in the sign-in that asked for it. */
  const registration = (c: Context<AccessEnv>) => {
    const { agency, person, session } = c.var;
    return { agency, purpose: 'register', loginId: person.loginId, subject: session.signIn } as const;
  };

  return (
    new Hono<AccessEnv>()
      .post('/passkeys/options', validate('json', NewPasskeyRequest), async (c) => {
        const { db, now } = c.var;
        // The proof is consumed here; the challenge, good for five minutes and one answer, carries it on.
        await transaction(db, (trx) =>
          takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'add-passkey' }),
        );
        const options = await passkeyOptions(db, registration(c), now);
        return c.json<InferOutput<typeof PasskeyOptions>>({ options }, 201);
      })
      .post('/passkeys', validate('json', NewPasskey), async (c) => {
        const { db, now } = c.var;
        const { response, name: typed } = c.req.valid('json');
        const name = typed || deviceOf(c.req.header('user-agent') ?? '');
        const kept = await transaction(db, async (trx) => {
          const isKept = await keepPasskey(trx, { ...registration(c), response, name }, now);
          if (isKept) await tellOwner(c, trx, 'passkey-added');
          return isKept;
        });
        if (!kept) throw new AppError('invalid', { fields: { passkey: 'wrong' } });
        wake();
        return c.json({}, 201);
      })
      .delete('/passkeys/:id', validate('json', WithStepUp), async (c) => {
        const { db, person } = c.var;
        const id = c.req.param('id');
        await transaction(db, async (trx) => {
          await takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'remove-passkey', id });
          await requireAnotherWayIn(trx, person.loginId, { passkey: id });
          if (!(await removePasskey(trx, person.loginId, id))) throw new AppError('not-found');
          await tellOwner(c, trx, 'passkey-removed');
        });
        wake();
        return c.json({}, 200);
      })
      /** The first, or another in its place: the former one serves until the new one's code came back. */
      .post('/totp', validate('json', NewTotp), async (c) => {
        const { db, agency, person, now } = c.var;
        const { stepUp = '' } = c.req.valid('json');
        const secret = await transaction(db, async (trx) => {
          await takeProof(c, trx, stepUp, { kind: 'add-totp' });
          return proposeTotp(trx, person.loginId, now);
        });
        const { email } = await addressee(db, person.loginId);
        const uri = totpUri(secret, agency.card.name, email);
        return c.json<InferOutput<typeof TotpSecret>>({ secret, uri }, 201);
      })
      .post('/totp/confirmation', validate('json', TotpCode), async (c) => {
        const { db, person, now } = c.var;
        const { loginId } = person;
        const tolerance = await countTotpTry(db, loginId, now);
        const codes = await transaction(db, async (trx) => {
          const change = (await hasTotp(trx, loginId)) ? 'totp-replaced' : 'totp-added';
          if (!(await confirmTotp(trx, loginId, c.req.valid('json').code, now, { tolerance })))
            throw new AppError('invalid', { fields: { code: 'wrong' } });
          await tellOwner(c, trx, change);
          return replaceRecoveryCodes(trx, loginId);
        });
        await forgetFactorTries(db, loginId);
        wake();
        return c.json<InferOutput<typeof RecoveryCodes>>({ codes }, 201);
      })
      .delete('/totp', validate('json', WithStepUp), async (c) => {
        const { db, person } = c.var;
        if (person.isAgent) throw new AppError('invalid', { fields: { totp: 'compulsory' } });
        await transaction(db, async (trx) => {
          await takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'remove-totp' });
          if (!(await removeTotp(trx, person.loginId))) throw new AppError('not-found');
          // They stand in for the application: without it nothing asks for them.
          await removeRecoveryCodes(trx, person.loginId);
          await tellOwner(c, trx, 'totp-removed');
        });
        wake();
        return c.json({}, 200);
      })
      .post('/recovery-codes', validate('json', WithStepUp), async (c) => {
        const { db, person } = c.var;
        const codes = await transaction(db, async (trx) => {
          if (!(await hasTotp(trx, person.loginId))) throw new AppError('conflict');
          await takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'renew-recovery-codes' });
          await tellOwner(c, trx, 'recovery-codes-renewed');
          return replaceRecoveryCodes(trx, person.loginId);
        });
        wake();
        return c.json<InferOutput<typeof RecoveryCodes>>({ codes }, 201);
      })
  );
};
