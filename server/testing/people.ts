/** Everyone who can sign in at a test agency. */
export const everybody = [
  'marie', // co-owner of lot 1 with Paul: one account, two logins
  'paul',
  'neighbour', // co-owner of lot 2
  'former', // owned lot 1 before them
  'landlord', // owns lot 3, let through the agency
  'tenant', // lives in lot 3
  'council', // co-owner of lot 4, sits on the council
  'stranger', // signs in, holds no account
  'agent', // staff
] as const;
export type Who = (typeof everybody)[number];

export const accountsOf = {
  couple: { who: ['marie', 'paul'], identifier: 'C0001', role: 'owner', lot: 1 },
  neighbour: { who: ['neighbour'], identifier: 'C0002', role: 'owner', lot: 2 },
  former: { who: ['former'], identifier: 'C0003', role: 'owner', lot: 1 },
  landlord: { who: ['landlord'], identifier: 'C0004', role: 'landlord', lot: 3 },
  tenant: { who: ['tenant'], identifier: 'C0005', role: 'tenant', lot: 3 },
  council: { who: ['council'], identifier: 'C0006', role: 'owner', lot: 4 },
  /** On file with an e-mail address, never signed in. */
  newcomer: { who: [], identifier: 'C0007', role: 'owner', lot: 5 },
} as const;
export type AccountName = keyof typeof accountsOf;
export const accountNames = Object.keys(accountsOf) as AccountName[];
export const holdersOf = (name: AccountName): readonly Who[] => accountsOf[name].who;

const owners: Who[] = ['marie', 'paul', 'neighbour', 'council'];
const residents: Who[] = [...owners, 'landlord', 'tenant'];
const everyResident = everybody.filter((who) => who !== 'agent');

/** Who reads what, said once by hand: the oracle of every « who sees what » test. */
export const documentReaders = {
  'account-couple': ['marie', 'paul'],
  'account-neighbour': ['neighbour'],
  'account-former': ['former'],
  'account-landlord': ['landlord'],
  'account-tenant': ['tenant'],
  'account-council': ['council'],
  'lot-1-owners': ['marie', 'paul'],
  'lot-1-residents': ['marie', 'paul'],
  'lot-2-owners': ['neighbour'],
  'lot-3-owners': ['landlord'],
  'lot-3-residents': ['landlord', 'tenant'],
  'building-1-owners': owners,
  'building-1-residents': residents,
  'building-2-owners': [],
  'council-1': ['council'],
  agency: everyResident,
  'agency-html': everyResident,
  'agency-svg': everyResident,
} satisfies Record<string, readonly Who[]>;
export type DocumentName = keyof typeof documentReaders;
export const documentNames = Object.keys(documentReaders) as DocumentName[];

/** A word that may appear only before those it belongs to; it survives JSON, HTML and URL encoding. */
export const canary = (slug: string, subject: string): string => `canari.${slug}.${subject}`;
export const canariesIn = (text: string): string[] => [...new Set(text.match(/canari\.\w+\.[\w-]+/g))];

/** What one of these people may meet in an answer of their own agency. */
export const canariesFor = (slug: string, who: Who | undefined): Set<string> => {
  const subjects = ['agency'];
  if (who !== undefined) {
    subjects.push(`name-${who}`);
    const accounts = accountNames.filter((name) => holdersOf(name).includes(who));
    subjects.push(...accounts.map((name) => `account-${name}`));
    if (accounts.length > 0) subjects.push('building-1');
    const readable = documentNames.filter((name) => (documentReaders[name] as Who[]).includes(who));
    subjects.push(...readable.map((name) => `doc-${name}`));
  }
  return new Set(subjects.map((subject) => canary(slug, subject)));
};
