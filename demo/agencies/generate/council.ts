import type { Book } from './book.ts';
import type { Built } from './building.ts';
import type { Costs } from './billing.ts';
import { day, parts } from './day.ts';
import { trades } from './names.ts';
import type { Block } from './pdf.ts';
import { accountsBlocks, factsBlocks } from './papers.ts';
import type { Random } from './random.ts';
import { shareOut } from './random.ts';

const posts = [
  'Nettoyage',
  'Électricité des parties communes',
  'Eau froide',
  'Assurance',
  'Honoraires du syndic',
  'Entretien courant',
  'Espaces verts',
  'Frais de tenue d’assemblée',
];

/** What only the members of the conseil syndical may read. */
export const fillCouncil = (book: Book, random: Random, built: Built, costs: Costs): void => {
  const { building } = built;
  const year = parts(book.today).year - 1;
  const put = (file: string, title: string, kind: string, date: string, blocks: Block[]): void => {
    book.paper({
      file: `conseil/${building.ref}/${file}.pdf`,
      title,
      kind,
      date,
      scope: 'conseil',
      building,
      blocks,
    });
  };
  const budget = 4 * (costs.general + costs.lift + costs.heating);
  const split = (total: number): [string, number][] =>
    shareOut(
      total,
      posts.map(() => random.between(4, 20)),
    ).map((cents, index) => [posts[index] ?? '', cents]);
  for (const which of [year - 1, year]) {
    put(
      `budget-${which}`,
      `Budget prévisionnel ${which}`,
      'budget',
      day(which - 1, 11, 30),
      accountsBlocks(`Budget prévisionnel de l’exercice ${which}, par poste.`, 'Budget', split(budget)),
    );
    put(
      `depenses-${which - 1}`,
      `Relevé général des dépenses ${which - 1}`,
      'releve_depenses',
      day(which, 2, 26),
      accountsBlocks(
        `Dépenses de l’exercice ${which - 1}, avant approbation.`,
        'Dépenses',
        split(Math.round(budget * 0.96)),
      ),
    );
  }
  put(
    `balance-${year}`,
    `Balance générale au 31/12/${year - 1}`,
    'balance',
    day(year, 2, 26),
    accountsBlocks('Soldes des comptes du syndicat.', 'Solde', [
      ['Banque, compte séparé', Math.round(budget * 0.21)],
      ['Fonds de travaux', Math.round(budget * 0.11)],
      ['Copropriétaires débiteurs', Math.round(budget * 0.06)],
      ['Fournisseurs', -Math.round(budget * 0.09)],
    ]),
  );
  for (const month of [7, 9, 11]) {
    put(
      `banque-${year}-${month}`,
      `Ordres bancaires – ${String(month).padStart(2, '0')}/${year}`,
      'ordre_bancaire',
      day(year, month, 28),
      accountsBlocks(
        'Règlements émis sur le compte du syndicat.',
        'Montant',
        split(Math.round(budget / 14)).slice(0, 4),
      ),
    );
    put(
      `facture-${year}-${month}`,
      `Facture de nettoyage – ${String(month).padStart(2, '0')}/${year}`,
      'facture',
      day(year, month, 4),
      accountsBlocks(`${random.pick(trades.cleaning)} : passages du mois.`, 'Montant TTC', [
        ['Halls et escaliers', 24600],
        ['Sortie des conteneurs', 7400],
      ]),
    );
  }
  put(
    'carte-professionnelle',
    'Carte professionnelle, responsabilité civile et garantie financière du syndic',
    'attestation',
    day(year, 1, 8),
    factsBlocks('Attestations en cours de validité.', [
      ['Carte professionnelle', 'Transactions, gestion, syndic'],
      ['Garantie financière', 'Couvrant les fonds détenus'],
      ['Responsabilité civile', 'En vigueur'],
    ]),
  );
};
