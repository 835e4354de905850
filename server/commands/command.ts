/** One thing an operator can do. `run` answers the exit code; nothing means it went well. */
export interface Command {
  /** One or two words. */
  name: string;
  /** Names of what must follow, in order. */
  takes: string[];
  /** One sentence for the list. */
  says: string;
  options?: Record<string, CommandOption>;
  /** Further paragraphs of its own `--help`. */
  more?: string;
  run(words: string[], options: Record<string, unknown>): Promise<number | void>;
}

export interface CommandOption {
  type: 'string' | 'boolean';
  /** What stands for the value in the help: `file` for `--rejects <file>`. A string option has one. */
  value?: string;
  says: string;
}
