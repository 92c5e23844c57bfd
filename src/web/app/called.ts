import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'

/** Writes what people are called now over what they were called before. What stays is the same object. */
export function calledAnew(people: readonly User[]) {
  const names = new Map(people.map(({ id, username }) => [id, username]))
  const user = (known: User): User => {
    const username = names.get(known.id) ?? known.username
    return username === known.username ? known : { ...known, username }
  }
  return {
    user,
    messages(run: readonly Message[]): readonly Message[] {
      const isKnown = ({ author, replyTo }: Message) =>
        user(author) === author && (!replyTo || user(replyTo.author) === replyTo.author)
      if (run.every(isKnown)) return run
      return run.map((message) => {
        const { author, replyTo } = message
        const quote = replyTo && { ...replyTo, author: user(replyTo.author) }
        return { ...message, author: user(author), replyTo: quote }
      })
    },
  }
}
