import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
}

/**
 * V8 keeps the text of a module for as long as it runs, in two bytes a character once a single one needs them: written
 * as escapes, none does. In a text that is taken raw, or behind a backslash, they would differ.
 */
const oneByteEach: Plugin = {
  name: 'one byte for each character',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk') continue
      if (/\\[^\0-\xff]/.test(part.code)) this.error(`${part.fileName} escapes what has no byte.`)
      part.code = part.code.replace(/[^\0-\xff]/g, escaped)
    }
  },
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The server in a few files: see docs/decisions/007. */
export default defineConfig({
  publicDir: false,
  plugins: [oneByteEach],
  // All but what is native or reads files of its own; that is installed with the package.
  ssr: { noExternal: true, external: Object.keys(dependencies) },
  build: {
    ssr: true,
    target: 'node26',
    outDir: 'dist/server',
    emptyOutDir: true,
    // What is logged of an error is to be read by people.
    minify: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: {
        main: 'src/server/main.ts',
        writer: 'src/server/writer.ts',
        searcher: 'src/server/searcher.ts',
        'backup-thread': 'src/server/backup-thread.ts',
        'picture-process': 'src/server/picture-process.ts',
        // For tests, which start servers inside of themselves.
        start: 'src/server/start.ts',
        config: 'src/server/config.ts',
      },
      // One directory, so that the thread is found beside whoever starts it.
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        comments: false,
      },
      checks: { pluginTimings: false },
    },
  },
})
