import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import type { Config } from './config.ts'

/** What whoever starts the server at a terminal wants to know. @param url where it listens. */
export function greeting(url: string, { host, databaseUrl, basePath }: Config): string {
  const path = basePath && `${basePath}/`
  const lines = [['Open', url + path]]
  if (isEverywhere(host)) {
    for (const address of networkAddresses())
      lines.push(['On the network', at(address, url) + path])
  } else if (isLoopback(host)) {
    lines.push(['On the network', 'not yet: set HOST to 0.0.0.0 to let other machines in'])
  }
  lines.push(['Your data', placeOf(databaseUrl)], ['Stop', 'Ctrl+C'])
  const table = lines.map(([what = '', value = '']) => `  ${what.padEnd(16)}${value}`)
  return `\nParlor is running.\n\n${table.join('\n')}\n\n`
}

function isEverywhere(host: string): boolean {
  return ['0.0.0.0', '::', '[::]', ''].includes(host)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** Those by which other machines reach this one. */
function networkAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
}

function at(address: string, url: string): string {
  return `http://${address}:${new URL(url).port || 80}`
}

/** Never with its password. */
function placeOf(databaseUrl: string): string {
  if (databaseUrl.startsWith('sqlite:')) return resolve(databaseUrl.slice('sqlite:'.length))
  const { host, pathname } = new URL(databaseUrl)
  return `PostgreSQL, ${pathname.slice(1)} at ${host}`
}
