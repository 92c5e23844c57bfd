import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/server/config.ts'
import { greeting } from '../../src/server/greeting.ts'
import { aDirectory } from '../support/examples.ts'
import { launcher, type Running, run, urlOf } from '../support/running.ts'

/** The server in a terminal of its own: util-linux's `script` makes a pseudo-terminal for it. */
function atATerminal(directory: string, environment: Record<string, string> = {}, parts = '') {
  const command = `'${process.execPath}' '${launcher}' ${parts}`
  return run('script', ['-qefc', command, '/dev/null'], directory, environment)
}

/** All that it shows, once it shows how to stop it. */
async function shown(running: Running): Promise<string> {
  await expect.poll(() => running.lines.join('\n')).toContain('Ctrl+C')
  return running.lines.map((line) => line.trim()).join('\n')
}

describe.skipIf(process.platform !== 'linux')('at a terminal', () => {
  test('npm start says where it is, where the data is and how to stop it; and what it has to say later, in words', async () => {
    const directory = await aDirectory()
    const server = atATerminal(directory, { RATE_LIMITS: 'off' })
    const text = await shown(server)
    const url = await urlOf(server)
    expect((await fetch(url)).status).toBe(200)
    expect(text).toMatch(/^Open +http:\/\/127\.0\.0\.1:\d+$/m)
    expect(text).toMatch(/^On the network +not yet: set HOST to 0\.0\.0\.0/m)
    expect(text).toContain(join(directory, 'chat.db'))
    const later = () => server.lines.map((line) => line.trim()).join('\n')
    await expect.poll(later).toMatch(/^\d\d:\d\d:\d\d +Warning: Rate limits are off/m)
    expect(later(), 'no JSON').not.toContain('{')
  })

  test('and its addresses on the network, where HOST lets others in', () => {
    const text = greeting('http://127.0.0.1:5000', readConfig({ HOST: '0.0.0.0' }))
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
    const outside = own.filter(({ internal, family }) => !internal && family === 'IPv4')
    const named = [...text.matchAll(/^ *On the network +http:\/\/([\d.]+):5000$/gm)]
    expect(named.map(([, address]) => address)).toEqual(outside.map(({ address }) => address))
  })

  test('and the path that BASE_PATH puts it below, which leads to its page', async () => {
    const environment = { HOST: '0.0.0.0', BASE_PATH: '/chat' }
    const text = await shown(atATerminal(await aDirectory(), environment))
    const [, address = ''] = text.match(/^Open +(.*)$/m) ?? []
    expect(address).toMatch(/^http:\/\/[\d.]+:\d+\/chat\/$/)
    expect((await fetch(address)).headers.get('content-type')).toMatch(/html/)
    const network = text.match(/^On the network .*$/gm) ?? []
    expect(network, 'not that there are none yet').not.toContainEqual(
      expect.stringContaining('not yet'),
    )
    expect(network.filter((line) => !line.endsWith('/chat/'))).toEqual([])
  })

  test('several processes greet once', async () => {
    const text = await shown(atATerminal(await aDirectory(), {}, 'start --workers 2'))
    expect(text.match(/Parlor is running/g)).toHaveLength(1)
    expect(text).toMatch(/^Open +http:\/\/127\.0\.0\.1:\d+$/m)
  })
})
