import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { explain } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { EmojiDialog } from '../emoji/emoji-dialog.tsx'
import { hasReacted, react } from './react.ts'

/** Chooses an emoji to put under a message, or to take away if it is there already. */
export function ReactionDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const choose = async (emoji: string) => {
    const answer = await react(message, emoji, !hasReacted(message, emoji, app), app)
    if (!answer.ok) return explain(answer.refusal)
    close()
    return null
  }
  return <EmojiDialog title={talkTexts().actions.react} choose={choose} close={close} />
}
