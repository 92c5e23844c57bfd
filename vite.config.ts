import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { icons } from './scripts/build/icons.ts'

export default defineConfig({
  root: 'src/web',
  plugins: [preact({ reactAliasesEnabled: false }), icons()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The schemas live beside the codes that the page needs; building them has no effect.
      treeshake: {
        manualPureFunctions: ['Type'],
        moduleSideEffects: [{ test: /typebox/, sideEffects: false }],
      },
    },
  },
})
