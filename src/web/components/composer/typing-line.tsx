import { useApp } from '../../app/app-context.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { language } from '../../locale/messages.ts'

/** More names are not said. */
const mostNamed = 3

/** Who else writes something at this moment. Its place is kept free: nothing moves when they begin. */
export function TypingLine() {
  const { store } = useApp()
  const session = store.session.value
  const self = session.kind === 'in' ? session.user.id : ''
  const blocked = new Set(store.standing.value.blocked.map(({ id }) => id))
  const others = store.typing.value.filter(({ id }) => id !== self && !blocked.has(id))
  const words = messageTexts().typing
  const names = others.map(({ username }) => `\u2068${username}\u2069`)
  return (
    <p class="typing">
      {names.length > mostNamed
        ? words.several
        : names.length > 0 &&
          words.of(new Intl.ListFormat(language.value).format(names), names.length)}
    </p>
  )
}
