import { spawn } from 'node:child_process'
import { createServer } from 'vite'

/**
 * `npm run dev`: the server, started anew when its files change, and the pages with hot reload.
 * The pages are at PORT (5000), as always; the server stands behind them, one port further on.
 */
const port = Number(process.env.PORT ?? 5000)
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'src/server/main.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, PORT: String(port + 1) },
  },
)

const pages = await createServer({
  server: {
    host: process.env.HOST ?? '127.0.0.1',
    port,
    strictPort: true,
    // Not what merely begins alike: /api.ts is a file of the page.
    proxy: { '^/api/': `http://127.0.0.1:${port + 1}` },
  },
})
await pages.listen()
pages.printUrls()

const stop = async () => {
  server.kill()
  await pages.close()
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
server.once('exit', () => void pages.close())
