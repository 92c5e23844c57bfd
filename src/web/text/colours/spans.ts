/** A piece of code, and how it is to be seen; the empty kind is as all the rest. */
export type Span = { kind: Kind | ''; text: string }

export type Kind = 'keyword' | 'string' | 'number' | 'title' | 'comment' | 'added' | 'removed'

/** What is wanted of the worker, and what it answers; null if it does not know the language. */
export type Wanted = { id: number; language: string; text: string }
export type Coloured = { id: number; spans: Span[] | null }
