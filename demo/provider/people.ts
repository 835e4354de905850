/** Who one may be at the demo's provider: invented, and without a password. */
export interface Identity {
  subject: string;
  name: string;
  email: string;
  about: string;
}

export const identities: readonly Identity[] = [
  {
    subject: 'fd-1001',
    name: 'Hélène Charvet',
    email: 'helene.charvet@courriel.example',
    about: 'cliente du Cabinet Vauquelin, sous la même adresse',
  },
  {
    subject: 'fd-1002',
    name: 'Inès Lemoine',
    email: 'ines.perso@courriel.example',
    about: 'cliente de Nacre, sous une autre adresse',
  },
  {
    subject: 'fd-1003',
    name: 'Camille Inconnu',
    email: 'denis.aubry@courriel.example',
    about: 'client de personne, avec l’adresse d’un autre',
  },
];
