import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { originOf, type NewAgency } from '../agency/store.ts';
import { isColour } from '../values/colour.ts';
import { policyWeakness } from '../values/password.ts';
import { identifierPlaces, socialProviders, waysIn } from '../values/ways-in.ts';

const text = (max = 300) =>
  v.pipe(
    v.string('a text is needed'),
    v.trim(),
    v.minLength(1, 'a text is needed, and this one is empty'),
    v.maxLength(max, `at most ${max} characters`),
  );

const origin = v.pipe(
  v.string('a text is needed'),
  v.check(
    (written) => originOf(written) !== undefined,
    'an origin such as https://www.agence.fr is needed, with nothing after it',
  ),
);

const colour = v.pipe(
  v.string('a text is needed'),
  v.check(isColour, 'a CSS colour such as #7b1e2e or rgb(123 30 46)'),
);

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

const listOf = <const T extends readonly string[]>(words: T) =>
  v.array(v.picklist(words, `one of ${quoted(words)}`), `a list is needed, of ${quoted(words)}`);

const aMailbox = 'a mailbox is needed, such as Cabinet Durand <ne-pas-repondre@agence.fr>';

/** What the settings file of an agency may hold. */
const AgencySettings = v.strictObject(
  {
    slug: v.pipe(
      v.string('a text is needed'),
      v.regex(/^[a-z0-9-]{1,60}$/, 'lower-case letters, digits and hyphens'),
    ),
    name: text(),
    legalName: v.optional(text()),
    address: text(),
    postcode: text(10),
    town: text(),
    phone: v.optional(text(30)),
    email: v.optional(v.pipe(v.string('a text is needed'), v.email('an e-mail address'))),
    hours: v.optional(v.array(text(), 'a list of lines is needed: ["Du lundi au vendredi, de 9 h à 18 h"]')),
    website: v.optional(
      v.pipe(text(), v.regex(/^https?:\/\/[^\s/]/, 'an address such as https://www.agence.fr')),
    ),
    portalOrigin: origin,
    origins: v.array(origin, 'a list is needed: ["https://www.agence.fr"]'),
    signIn: v.optional(v.picklist(['one-step', 'two-step'], '"one-step" or "two-step"')),
    passwordPolicy: v.optional(
      v.pipe(
        v.strictObject(
          { minLength: v.number('a number is needed'), kinds: v.number('a number is needed') },
          '{ "minLength": 12, "kinds": 1 } is needed',
        ),
        v.rawCheck(({ dataset, addIssue }) => {
          const weakness = dataset.typed ? policyWeakness(dataset.value) : undefined;
          if (weakness) addIssue({ message: weakness });
        }),
      ),
    ),
    identifierHint: v.optional(text(1000)),
    identifierPlace: v.optional(v.picklist(identifierPlaces, `one of ${quoted(identifierPlaces)}`)),
    waysIn: v.optional(listOf(waysIn)),
    social: v.optional(listOf(socialProviders)),
    bounceAddress: v.optional(v.pipe(v.string('a text is needed'), v.email('an e-mail address'))),
    mailSender: v.pipe(text(), v.regex(/^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, aMailbox)),
    accent: v.optional(colour),
    onAccent: v.optional(colour),
  },
  'an object is needed: { "slug": "durand", … }',
);

/** The settings in that file; throws every reason at once why they cannot be used. */
export const readSettings = async (file: string): Promise<NewAgency> => {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The settings file ${file} cannot be read. Give the path of a JSON file.`);
  });
  let data: unknown;
  try {
    data = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error(`${file} is not valid JSON. Check its commas and quotes.`);
  }
  const result = v.safeParse(AgencySettings, data);
  if (result.success) return result.output;
  throw new Error(
    [`${file} cannot be used:`, ...result.issues.map((issue) => `  ${sentence(issue)}`)].join('\n'),
  );
};

type Issue = v.InferIssue<typeof AgencySettings>;

const sentence = (issue: Issue): string => {
  const where = v.getDotPath(issue);
  if (where === null) return issue.message;
  // Of an object itself: a key that is missing, or one too many.
  const key = issue.path?.at(-1);
  if (issue.type === 'strict_object' && key?.type === 'object') {
    if (issue.expected === 'never') return `${where} is not a known setting`;
    if (!(key.key in (key.input as object))) return `${where} is missing`;
  }
  const written =
    typeof issue.input === 'string' && issue.input !== '' ? ` (it is « ${issue.input.slice(0, 60)} »)` : '';
  return `${where}: ${issue.message}${written}`;
};
