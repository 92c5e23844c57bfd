/** An icon of lucide, by its name there: see scripts/build/icons.ts. */
declare module 'icon:*' {
  const shapes: import('./components/controls/icon.tsx').IconShapes
  export default shapes
}

/** Lines of a name and its emoji: see scripts/build/emoji.ts. */
declare module 'emoji:names' {
  const lines: string
  export default lines
}

/** Emoji in groups, with what they are called in a language: see scripts/build/emoji.ts. */
declare module 'emoji:words-*' {
  const lines: string
  export default lines
}
