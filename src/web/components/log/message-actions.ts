import blockIcon from 'icon:ban'
import copyIcon from 'icon:copy'
import reactIcon from 'icon:face-slightly-smiling-plus'
import reportIcon from 'icon:flag'
import linkIcon from 'icon:link'
import unreadIcon from 'icon:mail'
import editIcon from 'icon:pencil'
import pinIcon from 'icon:pin'
import unpinIcon from 'icon:pin-off'
import replyIcon from 'icon:reply'
import deleteIcon from 'icon:trash'
import personIcon from 'icon:user-round'
import peopleIcon from 'icon:users'
import { deletedPerson } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { Answer } from '../../app/api.ts'
import { addressOf } from '../../app/base-path.ts'
import { isBlocked } from '../../app/blocked.ts'
import { copyText } from '../../app/clipboard.ts'
import type { App } from '../../app/composition.ts'
import { administers } from '../../app/moderates.ts'
import { roomPath } from '../../app/router.ts'
import { selfId } from '../../app/self.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { explain } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import type { IconShapes } from '../controls/icon.tsx'
import { isOpen, isOwn, mayModerate, mayPin, roomShown, takesWords } from './message-standing.ts'
import type { MessageKey, Opened } from './opened.ts'

/** Something that can be done with a message. */
export type MessageAction = {
  name: () => string
  icon: IconShapes
  /** A button of the toolbar itself, or a row of the menu behind `More actions`. */
  place: 'toolbar' | 'menu'
  /** The key that does it where the keyboard is on the message. */
  key?: MessageKey
  dangerous?: true
  offered: (message: Message, app: App) => boolean
  /** What it returns is said to the person, in its place. */
  run: (message: Message, app: App, open: (what: Opened) => void) => undefined | Promise<Outcome>
}

/** What is to be said of something that was done, or why it was not. */
export type Outcome = { done: boolean; text: string }

/** All of them, in the order in which they stand. */
const messageActions: readonly MessageAction[] = [
  {
    name: () => talkTexts().actions.react,
    icon: reactIcon,
    place: 'toolbar',
    key: '+',
    offered: mayAdd,
    run: (message, _, open) => void open({ kind: 'reactions', message }),
  },
  {
    name: () => talkTexts().actions.reply,
    icon: replyIcon,
    place: 'toolbar',
    key: 'r',
    offered: mayAdd,
    run: (message, app) => {
      const room = roomShown(app)
      if (room) app.replying.begin(room.id, message)
      return undefined
    },
  },
  {
    name: () => talkTexts().actions.edit,
    icon: editIcon,
    place: 'toolbar',
    key: 'e',
    offered: (message, app) => isOwn(message, app) && takesWords(app),
    run: (message, { editing }) => void editing.begin(message, 'log'),
  },
  {
    name: () => talkTexts().actions.reacted,
    icon: peopleIcon,
    place: 'menu',
    // An archive that an older page kept knows of none.
    offered: ({ reactions }) => (reactions ?? []).length > 0,
    run: (message, _, open) => void open({ kind: 'reacted', message }),
  },
  {
    name: () => talkTexts().actions.copyText,
    icon: copyIcon,
    place: 'menu',
    offered: () => true,
    run: (message) => copy(message.body),
  },
  {
    name: () => talkTexts().actions.copyLink,
    icon: linkIcon,
    place: 'menu',
    offered: () => true,
    run: (message, app) => copy(linkTo(message, app)),
  },
  {
    name: () => talkTexts().actions.markUnread,
    icon: unreadIcon,
    place: 'menu',
    offered: () => true,
    run: markUnread,
  },
  {
    name: () => talkTexts().actions.pin,
    icon: pinIcon,
    place: 'menu',
    offered: (message, app) => mayPin(app) && !isPinned(message, app),
    run: (message, app) => pin(message, app, true),
  },
  {
    name: () => talkTexts().actions.unpin,
    icon: unpinIcon,
    place: 'menu',
    offered: (message, app) => mayPin(app) && isPinned(message, app),
    run: (message, app) => pin(message, app, false),
  },
  {
    name: () => talkTexts().actions.delete,
    icon: deleteIcon,
    place: 'menu',
    dangerous: true,
    offered: mayDelete,
    run: (message, _, open) => void open({ kind: 'deletion', message }),
  },
  {
    name: () => talkTexts().actions.author,
    icon: personIcon,
    place: 'menu',
    offered: ({ author }, app) => author.id !== selfId(app) && author.username !== deletedPerson,
    run: (message, _, open) => void open({ kind: 'author', message }),
  },
  {
    name: () => talkTexts().actions.report,
    icon: reportIcon,
    place: 'menu',
    offered: isOfOthers,
    run: (message, _, open) => void open({ kind: 'report', message }),
  },
  {
    name: () => talkTexts().actions.block,
    icon: blockIcon,
    place: 'menu',
    offered: (message, app) => isOfOthers(message, app) && !isBlocked(message, app),
    run: async ({ author }, { block }) => {
      const answer = await block(author, true)
      return outcome(answer, talkTexts().actions.blocked)
    },
  },
]

function mayAdd(_: Message, app: App): boolean {
  return takesWords(app)
}

function isOfOthers(message: Message, app: App): boolean {
  return !isOwn(message, app)
}

const isPinned = ({ id }: Message, { store }: App) =>
  store.pins.value.some(({ messageId }) => messageId === id)

/** An admin may, too, without having been told by a report. */
function mayDelete(message: Message, app: App): boolean {
  const room = roomShown(app)
  return mayModerate(message, app) || (room !== null && administers(app, room))
}

/** It and what follows are new again. Whoever stayed would read it at once: so they go to the list. */
async function markUnread({ seq }: Message, app: App): Promise<Outcome> {
  const room = roomShown(app)
  const { api, reading, lobby, router, store } = app
  // What was read up to now is told first.
  await reading.close()
  const answer = await api.markRead(room?.id ?? '', { seq: seq - 1, back: true })
  if (answer.ok) {
    router.go('/rooms')
    lobby.refresh()
  } else if (room) {
    const last = store.newest.peek().at(-1)?.seq ?? 0
    reading.open(room.id, last, last, false)
  }
  return outcome(answer, talkTexts().actions.markUnread)
}

/** Pins a message, or takes it off. Returns what is to be said of it. */
export async function pin({ id }: Message, app: App, pinned: boolean): Promise<Outcome> {
  const answer = await app.api.pin(roomShown(app)?.id ?? '', id, pinned)
  if (answer.ok) app.store.apply({ kind: 'pinned', pin: answer.value.pin })
  const { actions } = talkTexts()
  return outcome(answer, pinned ? actions.pinned : actions.unpinned)
}

const outcome = (answer: Answer<unknown>, text: string): Outcome =>
  answer.ok ? { done: true, text } : { done: false, text: explain(answer.refusal) }

export function actionsFor(message: Message, app: App): MessageAction[] {
  if (!isOpen(message, app)) return []
  return messageActions.filter(({ offered }) => offered(message, app))
}

async function copy(text: string): Promise<Outcome> {
  const { sending, copying } = messageTexts()
  const done = await copyText(text)
  return { done, text: done ? sending.copied : copying.notCopied }
}

const linkTo = ({ seq }: Message, app: App) =>
  `${location.origin}${addressOf(roomPath(roomShown(app)?.id ?? ''))}?at=${seq}`
