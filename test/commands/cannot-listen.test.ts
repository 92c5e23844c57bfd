import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { whyNotListening } from '../../src/server/why-not-listening.ts'
import { aDirectory } from '../support/examples.ts'
import { launcher, type Running, run } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'
import { runUnprivileged } from '../support/unprivileged.ts'

/** What it says before it ends: one line, and the exit code 1. */
async function whatItSays(running: Running): Promise<string> {
  expect(await running.exitCode()).toBe(1)
  expect(running.lines).toEqual([expect.stringMatching(/^parlor: /)])
  return running.lines.join()
}

describe('a server that cannot listen names the setting and the remedy', () => {
  test.for([['1'], ['2']])('where its port is taken, with %s process', async ([workers = '']) => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const parts = [launcher, 'start', '--workers', workers]
    const second = run(process.execPath, parts, await aDirectory(), { PORT: `${port}` })
    const said = await whatItSays(second)
    expect(said).toContain(`PORT ${port} is taken by another program`)
    expect(said).toContain(`PORT=${port + 1} npm start`)
  })

  test('where its address is of another machine', async () => {
    // Reserved for documentation (RFC 5737): no machine has it.
    await expect(starting('192.0.2.1')).rejects.toThrow(
      /HOST 192\.0\.2\.1 is no address of this machine.*127\.0\.0\.1.*0\.0\.0\.0/,
    )
  })

  test('where its name is nobody’s', async () => {
    // Reserved for this (RFC 2606).
    await expect(starting('parlor.invalid')).rejects.toThrow(/HOST “parlor\.invalid”.*0\.0\.0\.0/)
  })

  test.skipIf(firstOpenPort() <= 80)('where its port needs rights', async () => {
    const said = await whatItSays(runUnprivileged(await aDirectory(), { PORT: '80' }))
    expect(said).toMatch(/PORT 80 .*below 1024.*PORT=5000 npm start/)
  })
})

describe('where it cannot be tried, the words are', () => {
  const taken = Object.assign(new Error(), { code: 'EADDRINUSE' })

  test('on macOS: AirPlay holds port 5000', () => {
    const said = whyNotListening(taken, { host: '127.0.0.1', port: 5000 }, 'darwin')
    expect(said).toMatch(/PORT 5000 is taken.*AirPlay Receiver.*PORT=5001 npm start$/)
    const elsewhere = whyNotListening(taken, { host: '127.0.0.1', port: 6000 }, 'darwin')
    expect(elsewhere).not.toContain('AirPlay')
  })

  test('on Windows: as both of its shells want it', () => {
    const said = whyNotListening(taken, { host: '127.0.0.1', port: 5000 }, 'win32')
    expect(said).toContain('set PORT=5001 && npm start')
    expect(said).toContain('$env:PORT=5001; npm start')
  })
})

/** A start of the server in this process, at another address. */
async function starting(host: string): Promise<unknown> {
  const DATABASE_URL = `sqlite:${await aDirectory()}/chat.db`
  return start(readConfig({ HOST: host, PORT: '0', DATABASE_URL, LOG_LEVEL: 'silent' }))
}

/** The first port that anybody may use. */
function firstOpenPort(): number {
  return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
}
