/** How long and how large: the real sizes, or small ones to try a row. */
export interface Sizes {
  rounds: number;
  loadSeconds: number;
  /** Residents of the small and the large database. */
  few: number;
  many: number;
  /** Rows of the imported file. */
  imported: number;
}

export const full: Sizes = { rounds: 5, loadSeconds: 5, few: 1000, many: 1_000_000, imported: 1_000_000 };
export const quick: Sizes = { rounds: 2, loadSeconds: 2, few: 1000, many: 20_000, imported: 50_000 };
