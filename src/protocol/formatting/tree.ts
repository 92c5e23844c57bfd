/** What stands within a line. Words in `text` are plain: whoever draws them may find more in them. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: Emphasis; of: Inline[] }

export type Emphasis = 'strong' | 'em' | 'strike'

/**
 * What stands below one another. A text keeps its line breaks and its indents, and each block ends in
 * the break that stood behind it: drawn one after the other, they are the lines that were written.
 */
export type Block =
  | { kind: 'lines'; of: Inline[] }
  /** An empty line beside one of the others, which has a distance of its own. */
  | { kind: 'gap'; text: string }
  | { kind: 'quote'; of: Block[] }
  | { kind: 'list'; ordered: boolean; items: Item[] }
  | { kind: 'code'; language: string; text: string }

/** `mark` is what the list shows before it: a bullet, or the number that was written. */
export type Item = { mark: string; of: Block[] }
