import type { ElementContent, RootContent } from 'hast'
import { createLowlight } from 'lowlight'
import { grammarOf } from './grammars.ts'
import type { Coloured, Kind, Span, Wanted } from './spans.ts'

// Runs in a worker: however long a grammar takes over a text, the page does not wait for it.
const lowlight = createLowlight()

addEventListener('message', ({ data }: MessageEvent<Wanted>) => {
  const answer = (spans: Span[] | null) => {
    const coloured: Coloured = { id: data.id, spans }
    postMessage(coloured)
  }
  coloured(data).then(answer, () => answer(null))
})

async function coloured({ language, text }: Wanted): Promise<Span[] | null> {
  const grammar = grammarOf(language)
  if (!grammar) return null
  if (!lowlight.registered(grammar.name)) {
    lowlight.register(grammar.name, (await grammar.load()).default)
  }
  return spansOf(lowlight.highlight(grammar.name, text).children, '')
}

/** The classes of highlight.js come down to a few colours. */
const kinds: Record<string, Kind> = {
  keyword: 'keyword',
  built_in: 'title',
  literal: 'number',
  type: 'title',
  number: 'number',
  string: 'string',
  regexp: 'string',
  symbol: 'string',
  link: 'string',
  code: 'string',
  comment: 'comment',
  quote: 'comment',
  doctag: 'comment',
  meta: 'keyword',
  title: 'title',
  section: 'title',
  name: 'title',
  'selector-tag': 'title',
  'selector-class': 'title',
  'selector-id': 'title',
  attr: 'number',
  attribute: 'number',
  variable: 'number',
  'template-variable': 'number',
  bullet: 'keyword',
  addition: 'added',
  deletion: 'removed',
}

function spansOf(nodes: readonly (RootContent | ElementContent)[], around: Kind | ''): Span[] {
  return nodes.flatMap((node): Span[] => {
    if (node.type === 'text') return [{ kind: around, text: node.value }]
    if (node.type !== 'element') return []
    const { className } = node.properties
    const [name = ''] = Array.isArray(className) ? className : []
    return spansOf(node.children, kinds[String(name).replace('hljs-', '')] ?? around)
  })
}
