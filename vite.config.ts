import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'
import { budget } from './scripts/build/budget.ts'
import { compress } from './scripts/build/compress.ts'
import { emoji } from './scripts/build/emoji.ts'
import { icons } from './scripts/build/icons.ts'
import { plainImports } from './scripts/build/plain-imports.ts'
import { shell } from './scripts/build/shell.ts'

/** What was current three years ago and is still met: the page runs in these and in all that came later. */
const browsers = ['chrome109', 'firefox115', 'safari16.0']

type ModuleInfo = { readonly importedIds: readonly string[] }

/** The module of a room, wherever this folder seems to be: it may be built through a link. */
let room: string | undefined
const findRoom: Plugin = {
  name: 'find-room',
  moduleParsed({ id }) {
    if (id.endsWith('/src/web/pages/room.tsx')) room = id
  },
}

/** Whether a room cannot be shown without this module. */
function isOfRoom(wanted: string, infoOf: (id: string) => ModuleInfo | null): boolean {
  if (room === undefined) throw new Error('There is no module of a room.')
  const seen = new Set([room])
  for (const id of seen) {
    if (id === wanted) return true
    for (const imported of infoOf(id)?.importedIds ?? []) seen.add(imported)
  }
  return false
}

export default defineConfig({
  root: 'src/web',
  // The server completes the addresses in the page itself: it alone knows what they are below.
  base: './',
  plugins: [
    preact({ reactAliasesEnabled: false }),
    icons(),
    emoji(),
    plainImports(),
    shell(),
    findRoom,
    // What makes a room heavier than this is to be fetched when it is wanted.
    budget({ script: 40, style: 15, room: 60 }),
    compress(),
  ],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        // The grammars of code are not part of what is kept for a time without a line: see `shell`.
        chunkFileNames: 'assets/colour-[name]-[hash].js',
      },
    },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // Data URLs would not get past the content security policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // Of no use to whoever only wants to start Parlor on a slow machine.
      checks: { pluginTimings: false },
      output: {
        // Else what the first page shares with this or that later part would be split off it, and pack worse.
        codeSplitting: {
          groups: [
            { name: 'index', tags: ['$initial'] },
            {
              name: (id, context) =>
                isOfRoom(id, (of) => context.getModuleInfo(of)) ? 'room' : null,
            },
          ],
        },
        // The words of an area say whose they are: `help-de`.
        chunkFileNames: ({ facadeModuleId }) => {
          const [, area] = facadeModuleId?.match(/\/locale\/([\w-]+)\/\w+\.ts$/) ?? []
          return `assets/${area ? `${area}-` : ''}[name]-[hash].js`
        },
      },
      treeshake: {
        // The schemas live beside the codes that the page needs; building them has no effect.
        manualPureFunctions: ['Type'],
        moduleSideEffects: [{ test: /typebox/, sideEffects: false }],
      },
    },
  },
})
