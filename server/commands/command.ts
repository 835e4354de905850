/** One thing an operator can do. `run` answers the exit code; nothing means it went well. */
export interface Command {
  /** One or two words. */
  name: string;
  /** Names of what must follow, in order. */
  takes: string[];
  /** One sentence for the list. */
  says: string;
  options?: Record<string, { type: 'string' | 'boolean'; says: string; multiple?: boolean }>;
  /** Further paragraphs of its own `--help`. */
  more?: string;
  run(words: string[], options: Record<string, unknown>): Promise<number | void>;
}
