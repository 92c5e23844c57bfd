import { join } from 'node:path'
import { argv } from 'node:process'
import { build, type InlineConfig } from 'vite'
import page from '../vite.config.ts'
import server from '../vite.server.config.ts'
import { aPathForVite } from './build/vite-path.ts'

/** `npm run build`: the page and the server. `-- server`: the server alone. */
const { checkout, preserveSymlinks, remove } = await aPathForVite()
try {
  const both: InlineConfig[] = argv.includes('server') ? [server] : [page, server]
  for (const config of both) {
    await build({
      ...config,
      configFile: false,
      logLevel: 'warn',
      root: join(checkout, config.root ?? ''),
      resolve: { ...config.resolve, preserveSymlinks },
    })
  }
} catch (error) {
  console.error(`The build has failed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await remove()
}
