import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

type Budget = { script: number; style: number }

/**
 * Fails the build if a first visit would fetch more than the budget allows, in kilobytes (1000
 * bytes) after gzip. Counted is what the entry needs at once; what it fetches later is not.
 */
export function budget(allowed: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const outputs = Object.values(bundle)
      const chunks = outputs.filter((output) => output.type === 'chunk')
      const first = new Set<string>()
      const visit = (file: string) => {
        const chunk = chunks.find(({ fileName }) => fileName === file)
        if (!chunk || first.has(file)) return
        first.add(file)
        chunk.imports.forEach(visit)
      }
      for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName)

      const script = chunks.filter(({ fileName }) => first.has(fileName)).map(({ code }) => code)
      const style = outputs
        .filter((output) => output.type === 'asset' && output.fileName.endsWith('.css'))
        .map((output) => (output.type === 'asset' ? output.source : ''))
      const weights = { script: kilobytes(script), style: kilobytes(style) }
      for (const kind of ['script', 'style'] as const) {
        const said = `${weights[kind].toFixed(1)} KB of ${kind} at first load, ${allowed[kind]} allowed`
        if (weights[kind] > allowed[kind]) this.error(said)
        this.info(said)
      }
    },
  }
}

const kilobytes = (sources: (string | Uint8Array)[]) =>
  sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0) / 1000
