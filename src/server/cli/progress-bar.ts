import type { WriteStream } from 'node:tty'

const width = 30

/** A line that shows how far something is. Where nobody looks (no terminal), it stays silent. */
export function createProgressBar(stream: WriteStream) {
  let shown = ''

  return {
    show(done: number, of: number): void {
      if (!stream.isTTY) return
      const part = of === 0 ? 1 : done / of
      const full = Math.round(part * width)
      const bar = '█'.repeat(full) + '░'.repeat(width - full)
      const line = `${bar} ${Math.floor(part * 100)} %  ${done} of ${of}`
      if (line !== shown) stream.write(`\r${line}`)
      shown = line
    },
    end(): void {
      if (stream.isTTY) stream.write('\n')
    },
  }
}
