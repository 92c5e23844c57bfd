import { once } from 'node:events'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Config } from './config.ts'

/** @throws Error as below, where nobody could listen now. */
export async function assertListenable(config: Pick<Config, 'host' | 'port'>): Promise<void> {
  const server = createServer().listen({ host: config.host, port: config.port, exclusive: true })
  await once(server, 'listening').catch((error) => {
    throw new Error(whyNotListening(error, config), { cause: error })
  })
  await new Promise((resolve) => server.close(resolve))
}

/** One line for whoever started the server: which setting stands in the way, and the remedy. */
export function whyNotListening(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Config, 'host' | 'port'>,
  platform: NodeJS.Platform = process.platform,
): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return (
        `PORT ${port} is taken by another program, or by a Parlor that runs already.` +
        `${platform === 'darwin' && port === 5000 ? airPlay : ''} ${tryPort(port + 1, platform)}`
      )
    case 'EACCES':
      return (
        `PORT ${port} may not be used by this user: ports below 1024 belong to the system. ` +
        `${tryPort(5000, platform)} A web server in front can pass it on: docs/operating.md.`
      )
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return `HOST ${host} is no address of this machine. ${whatHostMayBe()}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST “${host}” is neither an address nor a name that this machine knows. ${whatHostMayBe()}`
    default:
      return `Cannot listen at HOST ${host}, PORT ${port}: ${error.message}`
  }
}

const airPlay =
  ' On macOS that is often the AirPlay Receiver (System Settings, General, AirDrop & Handoff).'

function tryPort(port: number, platform: NodeJS.Platform): string {
  const other = port > 65_535 ? 5000 : port
  const how =
    platform === 'win32'
      ? `set PORT=${other} && npm start, or in PowerShell: $env:PORT=${other}; npm start`
      : `PORT=${other} npm start`
  return `Choose another: ${how}`
}

function whatHostMayBe(): string {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const names = own.filter(({ family }) => family === 'IPv4').map(({ address }) => address)
  return `It may be ${names.join(', ')}, or 0.0.0.0 for all of them.`
}
