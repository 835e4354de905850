import * as v from 'valibot';

/** What an agency asks of a password. Never weaker than CNIL délibération 2022-100, case 2 (access is throttled). */
export const PasswordPolicy = v.strictObject({
  /** Characters, 8 to 64. */
  minLength: v.number(),
  /** How many of the four kinds (lower case, capitals, digits, others) must appear, 1 to 4. */
  kinds: v.number(),
});
export type PasswordPolicy = v.InferOutput<typeof PasswordPolicy>;

export const passwordRules = ['length', 'kinds', 'strength'] as const;
export type PasswordRule = (typeof passwordRules)[number];

export const maxPasswordLength = 128;

/** Why a policy cannot be used, or nothing: 8 characters need 3 kinds (CNIL's own example); fewer kinds need 12. */
export const policyWeakness = ({ minLength, kinds }: PasswordPolicy): string | undefined => {
  if (!Number.isInteger(minLength) || minLength < 8 || minLength > 64)
    return 'minLength must be between 8 and 64';
  if (!Number.isInteger(kinds) || kinds < 1 || kinds > 4) return 'kinds must be between 1 and 4';
  if (minLength < 12 && kinds < 3) return 'below 12 characters, at least 3 kinds are needed (CNIL 2022-100)';
  return undefined;
};

const kindShapes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];
const alphabetOf = [26, 26, 10, 33];

const kindsIn = (password: string): number[] =>
  kindShapes.flatMap((shape, index) => (shape.test(password) ? [index] : []));

/** Theoretical strength: length × log2(size of the alphabets used), in bits. */
const bitsOf = (password: string): number => {
  const alphabet = kindsIn(password).reduce((sum, kind) => sum + (alphabetOf[kind] ?? 0), 0);
  return alphabet === 0 ? 0 : [...password].length * Math.log2(alphabet);
};

/** Each rule with whether it is met, in the order in which they are shown. `strength` stops « 111111111111 ». */
export const checkPassword = (
  password: string,
  policy: PasswordPolicy,
): { rule: PasswordRule; met: boolean }[] => {
  const length = [...password].length;
  const kinds = kindsIn(password).length;
  const varied = new Set(password).size >= 5;
  // Eight characters of three kinds make 47.6 bits by the formula; CNIL accepts that example by name.
  const strong = varied && (bitsOf(password) >= 50 || (length >= 8 && kinds >= 3));
  return [
    { rule: 'length', met: length >= policy.minLength && length <= maxPasswordLength },
    { rule: 'kinds', met: kinds >= policy.kinds },
    { rule: 'strength', met: strong },
  ];
};

export const isAcceptable = (password: string, policy: PasswordPolicy): boolean =>
  checkPassword(password, policy).every(({ met }) => met);
