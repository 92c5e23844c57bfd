import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { insertText } from '../../text/insert-text.ts'

/** The dialog from which an emoji is put into a field, where its caret was. */
export function usePickedEmoji(area: RefObject<HTMLTextAreaElement | null>) {
  const { recentEmoji } = useApp()
  const isOpen = useSignal(false)
  const picked = useRef('')

  useLayoutEffect(() => {
    const field = area.current
    // Nothing can be put into a field that lies behind an open dialog.
    if (isOpen.value || !field || picked.current === '') return
    insertText(field, field.selectionStart, field.selectionEnd, picked.current)
    picked.current = ''
  }, [isOpen.value])

  const close = () => {
    isOpen.value = false
  }
  return {
    isOpen,
    open: () => {
      isOpen.value = true
    },
    close,
    choose(sign: string): undefined {
      picked.current = sign
      recentEmoji.use(sign)
      close()
    },
  }
}
