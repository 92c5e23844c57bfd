/**
 * A text without what makes lists, quotes and code of its lines: told of in one line, it would stand among the words.
 * What is nothing else stays as it is.
 */
export function plainLines(text: string): string {
  const plain = text
    .replace(/^ *`{3,}[\w+#.-]*[^\S\n]*$/gm, '')
    .replace(/^(?:>(?: |(?=\p{L})|$))*(?:[^\S\n]*[-*] +(?=.*[^\s*-]))?/gmu, '')
    .trim()
  return plain || text
}
