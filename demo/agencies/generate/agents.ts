import type { LoginCard } from './book.ts';

const password = 'bureau-des-tilleuls-2026';

/** Staff, by agency. `totp`: their application of codes, which the demo plays; who has none sets one up first. */
export const agents: Record<string, LoginCard[]> = {
  vauquelin: [
    {
      email: 'josiane.pellat@cabinet-vauquelin.example',
      password,
      identifiers: [],
      agent: { name: 'Josiane Pellat', totp: 'KZQXE3DFNQYTGMZVNNSXK4TFONSXEZLU' },
      about: 'Gestionnaire : le bureau, ses demandes et ses courriers. Un code lui est demandé.',
    },
    {
      email: 'marc.tissot@cabinet-vauquelin.example',
      password,
      identifiers: [],
      agent: { name: 'Marc Tissot' },
      about: 'Gestionnaire qui arrive : il doit d’abord installer son application de codes.',
    },
  ],
  horizon: [
    {
      email: 'karima.lenoir@horizon-immobilier.example',
      password,
      identifiers: [],
      agent: { name: 'Karima Lenoir', totp: 'JBUXIZLEMFRWG2LFONZXE33NMFXGI2LU' },
      about: 'Conseillère : le bureau de Lyon.',
    },
  ],
  nacre: [
    {
      email: 'theo.vidal@nacre.example',
      password,
      identifiers: [],
      agent: { name: 'Théo Vidal', totp: 'NZQWG4TFOZUWIYLMOBQXG43BM5SXGZLD' },
      about: 'Gestionnaire : le bureau, sur l’adresse partagée.',
    },
  ],
  boivre: [
    {
      email: 'sabine.roy@val-de-boivre.example',
      password,
      identifiers: [],
      agent: { name: 'Sabine Roy', totp: 'MJXWS5TSMVUGCYTJORQXI4DFOVYGY2LF' },
      about: 'Chargée de clientèle : les inscriptions de locataires à vérifier.',
    },
  ],
};
