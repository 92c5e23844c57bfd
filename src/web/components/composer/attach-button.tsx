import attachIcon from 'icon:paperclip'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'

/** Chooses files to go with a message; those that are dropped or pasted anywhere on the page go with it, too. */
export function AttachButton({ roomId }: { roomId: string }) {
  const { files } = useApp()
  const field = useRef<HTMLInputElement>(null)
  const words = t().composer

  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const take = (event: Event, data: DataTransfer | null) => {
      const given = [...(data?.files ?? [])]
      if (given.length === 0) return
      event.preventDefault()
      void files.add(roomId, given)
    }
    const drop = (event: DragEvent) => take(event, event.dataTransfer)
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData
      // What an office program copies has a picture of itself beside it.
      const isText = ['text/plain', 'text/html'].every((type) => data?.types.includes(type))
      if (!isText) take(event, data)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [roomId])

  return (
    <>
      <button
        type="button"
        class="plain attach"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => field.current?.click()}
      >
        <Icon of={attachIcon} />
      </button>
      {/* On a phone the system offers its camera as well. */}
      <input
        ref={field}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void files.add(roomId, [...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}
