/** A letter as its writer sees it; `mail/letter.ts` turns it into plain text and HTML. */
export interface LetterContent {
  subject: string;
  /** Paragraphs in order; an action is a sentence to press, with where it leads. */
  body: (string | { action: string; href: string })[];
}
