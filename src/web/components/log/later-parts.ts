import { lazy } from '../controls/lazy.tsx'

/** What is shown of messages when it is asked for: none of it is needed to read them, nor to write one. */
export const MessageToolbar = lazy(
  async () => (await import('./message-toolbar.tsx')).MessageToolbar,
)
export const FetchingNote = lazy(async () => (await import('./fetching-note.tsx')).FetchingNote)
export const ReplyLine = lazy(async () => (await import('../composer/reply-line.tsx')).ReplyLine)
export const BackPill = lazy(async () => (await import('./back-pill.tsx')).BackPill)
export const MessageMenu = lazy(async () => (await import('./message-menu.tsx')).MessageMenu)
export const EditField = lazy(async () => (await import('./edit-field.tsx')).EditField)
export const AmendmentNote = lazy(async () => (await import('./amendment-note.tsx')).AmendmentNote)
export const AboutMessage = lazy(async () => (await import('./about-message.tsx')).AboutMessage)

/** Fetches what is likely to be wanted next, perhaps without a line, once the messages are there. */
export function fetchLaterParts() {
  const parts = [
    MessageToolbar,
    EditField,
    MessageMenu,
    AmendmentNote,
    FetchingNote,
    BackPill,
    ReplyLine,
  ]
  for (const part of parts) part.preload()
}
