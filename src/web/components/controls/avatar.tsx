import type { User } from '../../../protocol/people.ts'
import { useApp } from '../../app/app-context.ts'

/**
 * A person's initial on a hue of theirs, which nobody around them shares if it can be helped.
 * @property here marked with a dot, which whoever draws it says in words as well
 */
export function Avatar({ user, here = false }: { user: User; here?: boolean | undefined }) {
  const { hues } = useApp()
  return (
    <span
      class="avatar"
      data-hue={hues.of(user)}
      data-here={here}
      // Drawn by the style: it is no part of the name of a link that it stands in.
      data-initial={initialOf(user.username)}
      aria-hidden="true"
    />
  )
}

const initialOf = (name: string) => Array.from(name)[0]?.toLocaleUpperCase() ?? ''
