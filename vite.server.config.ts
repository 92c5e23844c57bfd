import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
}

/** The server in a few files: see docs/decisions/007. */
export default defineConfig({
  publicDir: false,
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
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      checks: { pluginTimings: false },
    },
  },
})
