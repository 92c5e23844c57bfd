import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Emits /sw.js: the service worker, told which files make up the shell and by which version. Only
 * the finished bundle knows, since the names carry hashes.
 */
export function shell(): Plugin {
  let root = ''
  return {
    name: 'shell',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      root = config.root
    },
    async generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((file) =>
        /^assets\/(?!_emoji_words|colour).*\.(js|css)$/.test(file),
      )
      const paths = files.sort((a, b) => (a < b ? -1 : 1))
      const page = bundle['index.html']
      const startCheck = await readFile(join(root, 'public/start-check.js'))
      const version = createHash('sha256').update(paths.join()).update(startCheck)
      paths.push('start-check.js')
      if (page?.type === 'asset') version.update(page.source)
      const worker = await readFile(join(root, 'service-worker.js'), 'utf8')
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: worker
          .replace('SHELL_FILES', JSON.stringify(paths))
          .replace('SHELL_VERSION', version.digest('hex').slice(0, 12)),
      })
    },
  }
}
