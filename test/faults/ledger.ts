import Value from 'typebox/value'
import { expect } from 'vitest'
import { Message } from '../../src/protocol/messages.ts'

/** How a log compares with what its authors did. */
export interface Account {
  written: number
  acknowledged: number
  lost: number
  doubled: number
  reordered: number
}

export type Ledger = ReturnType<typeof aLedger>

/** Remembers what people wrote and what the server acknowledged, to hold the log against it. */
export function aLedger() {
  const written = new Map<string, string[]>()
  const acknowledged: Message[] = []

  return {
    wrote(author: string, body: string): void {
      written.set(author, [...(written.get(author) ?? []), body])
    },
    /** The body of a 2xx answer to a post. */
    acknowledged(answer: unknown): void {
      if (typeof answer !== 'object' || answer === null || !('message' in answer)) return
      if (Value.Check(Message, answer.message)) acknowledged.push(answer.message)
    },
    acknowledgements: () => acknowledged.length,
    last: () => acknowledged.at(-1),

    /** P2, P3, P5: nothing acknowledged is missing or elsewhere, nothing is there twice, or before its time. */
    compare(log: readonly Message[]): Account {
      const bySeq = new Map(log.map((message) => [message.seq, message]))
      const isKept = ({ seq, id, body }: Message) =>
        bySeq.get(seq)?.id === id && bySeq.get(seq)?.body === body
      const bodies = log.map(({ author, body }) => `${author.username} ${body}`)
      const reordered = [...written].filter(([author, texts]) => {
        const theirs = log.filter((m) => m.author.username === author).map((m) => m.body)
        const expected = texts.filter((text) => theirs.includes(text))
        return [...new Set(theirs)].join('\n') !== expected.join('\n')
      })
      return {
        written: [...written.values()].flat().length,
        acknowledged: new Set(acknowledged.map(({ key }) => key)).size,
        lost: acknowledged.filter((message) => !isKept(message)).length,
        doubled: bodies.length - new Set(bodies).size,
        reordered: reordered.length,
      }
    },

    /** As `compare`, and fails if any of it is not as it has to be. */
    expectFlawless(log: readonly Message[]): Account {
      const account = this.compare(log)
      expect(account).toMatchObject({ lost: 0, doubled: 0, reordered: 0 })
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1))
      return account
    },
  }
}
