import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'vite'
import page from '../vite.config.ts'
import { aPathForVite } from './build/vite-path.ts'

/**
 * `npm run dev`: the server, started anew when its files change, and the pages with hot reload.
 * The pages are at PORT (5000), as always; the server stands behind them, on a port that is free.
 */
const behind = await freePort()
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'src/server/main.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(behind) },
  },
)

const { checkout, preserveSymlinks, remove } = await aPathForVite()
const pages = await createServer({
  ...page,
  configFile: false,
  root: join(checkout, page.root ?? ''),
  resolve: { ...page.resolve, preserveSymlinks },
  server: {
    host: process.env.HOST ?? '127.0.0.1',
    port: Number(process.env.PORT ?? 5000),
    strictPort: true,
    // Not what merely begins alike: /api.ts is a file of the page.
    proxy: { '^/api/': `http://127.0.0.1:${behind}` },
  },
})
await pages.listen()
pages.printUrls()

const stop = async () => {
  server.kill()
  await pages.close()
  await remove()
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
server.once('exit', () => void stop())

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
