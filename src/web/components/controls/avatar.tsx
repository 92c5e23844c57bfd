import type { User } from '../../../protocol/people.ts'
import { useApp } from '../../app/app-context.ts'

/** A person's initial on a hue of theirs, which nobody around them shares if it can be helped. */
export function Avatar({ user }: { user: User }) {
  const { hues } = useApp()
  return (
    <span class="avatar" data-hue={hues.of(user)} aria-hidden="true">
      {initialOf(user.username)}
    </span>
  )
}

const initialOf = (name: string) => Array.from(name)[0]?.toLocaleUpperCase() ?? ''
