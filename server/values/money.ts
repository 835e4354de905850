import * as v from 'valibot';

/** Amounts are integer cents. A net amount is credits − debits: below zero, the person owes. */
export const Side = v.picklist(['debtor', 'creditor', 'settled']);
export type Side = v.InferOutput<typeof Side>;

/** A balance on the wire: never a bare signed number, so that no screen can forget to say who owes whom. */
export const Balance = v.strictObject({
  /** Cents, never negative. */
  amountCents: v.number(),
  side: Side,
});
export type Balance = v.InferOutput<typeof Balance>;

export const balanceOf = (netCents: number): Balance => ({
  amountCents: Math.abs(netCents),
  side: netCents < 0 ? 'debtor' : netCents > 0 ? 'creditor' : 'settled',
});

/** Back to credits − debits, for adding up. */
export const netOf = (balance: Balance): number =>
  balance.side === 'debtor' ? -balance.amountCents : balance.amountCents;

// Thousands by dot, space or nothing; decimals by comma or dot; an optional sign and euro.
const amountShape =
  /^([+-]?)(\d+|\d{1,3}(?:([ .\u00a0\u202f])\d{3})(?:\3\d{3})*)(?:[.,](\d{1,2}))?(?:[ \u00a0\u202f]?€)?$/;

/**
 * Cents from an amount as French or English software writes it: `1 234,56`, `1.234,56`, `1234.56`, `-12,5 €`.
 * Answers `undefined` for anything else, and beyond what an integer holds exactly.
 */
export const parseCents = (text: string): number | undefined => {
  const match = amountShape.exec(text.trim().replace('−', '-'));
  if (!match) return undefined;
  const [, sign, whole = '', , decimals = ''] = match;
  const cents = Number(whole.replaceAll(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return undefined;
  return sign === '-' && cents !== 0 ? -cents : cents;
};
