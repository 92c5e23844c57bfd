import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

type Budget = { script: number; style: number; room: number }

/**
 * Fails the build if a first visit would fetch more than the budget allows, in kilobytes (1000
 * bytes) after gzip; and if a room would. Counted is what the entry needs at once, and for a room what its page
 * needs besides; what they fetch later is not.
 */
export function budget(allowed: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const outputs = Object.values(bundle)
      const chunks = outputs.filter((output) => output.type === 'chunk')
      const needed = (begins: typeof chunks) => {
        const files = new Set<string>()
        const visit = (file: string) => {
          const chunk = chunks.find(({ fileName }) => fileName === file)
          if (!chunk || files.has(file)) return
          files.add(file)
          chunk.imports.forEach(visit)
        }
        for (const { fileName } of begins) visit(fileName)
        return chunks.filter(({ fileName }) => files.has(fileName)).map(({ code }) => code)
      }
      const entries = chunks.filter(({ isEntry }) => isEntry)
      const rooms = chunks.filter(({ moduleIds }) =>
        moduleIds.some((id) => id.endsWith('/pages/room.tsx')),
      )
      if (rooms.length !== 1) this.error('There is no chunk of the room to be weighed.')
      if (entries.length === 0) this.error('There is no chunk of the first load to be weighed.')
      const style = outputs
        .filter((output) => output.type === 'asset' && output.fileName.endsWith('.css'))
        .map((output) => (output.type === 'asset' ? output.source : ''))
      const weights = {
        script: kilobytes(needed(entries)),
        style: kilobytes(style),
        room: kilobytes(needed([...entries, ...rooms])),
      }
      const what = { script: 'script at first load', style: 'style', room: 'script in a room' }
      for (const kind of ['script', 'style', 'room'] as const) {
        const said = `${weights[kind].toFixed(3)} KB of ${what[kind]}, ${allowed[kind]} allowed`
        // A deliberate fault may weigh a few bytes more than what it stands for.
        if (weights[kind] > allowed[kind] && process.env.BUDGET !== 'off') this.error(said)
        this.info(said)
      }
    },
  }
}

const kilobytes = (sources: (string | Uint8Array)[]) =>
  sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0) / 1000
