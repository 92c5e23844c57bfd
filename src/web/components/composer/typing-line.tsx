import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { selfId } from '../../app/self.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { language } from '../../locale/messages.ts'
import { isolated } from '../../text/isolated.ts'

/** More names are not said. */
const mostNamed = 3

/** Who else writes something at this moment. Its place is kept free: nothing moves when they begin. */
export function TypingLine() {
  const app = useApp()
  const self = selfId(app)
  const others = app.store.typing.value.filter(
    (author) => author.id !== self && !isBlocked({ author }, app),
  )
  const words = messageTexts().typing
  const names = others.map(({ username }) => isolated(username))
  return (
    <p class="typing">
      {names.length > mostNamed
        ? words.several
        : names.length > 0 &&
          words.of(new Intl.ListFormat(language.value).format(names), names.length)}
    </p>
  )
}
