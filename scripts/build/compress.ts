import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const worthwhile = new Set(['.html', '.js', '.css', '.svg', '.webmanifest', '.txt'])

/** Puts a .br and a .gz beside every file of text, so that the server need not pack on the way. */
export function compress(): Plugin {
  let directory = ''
  return {
    name: 'compress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      directory = resolve(root, build.outDir)
    },
    async closeBundle() {
      const files = await readdir(directory, { recursive: true })
      await Promise.all(
        files
          .filter((file) => worthwhile.has(extname(file)))
          .map((file) => pack(join(directory, file))),
      )
    },
  }
}

async function pack(file: string) {
  const content = await readFile(file)
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content))
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
}
