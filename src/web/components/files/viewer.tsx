import previousIcon from 'icon:chevron-left'
import nextIcon from 'icon:chevron-right'
import downloadIcon from 'icon:download'
import closeIcon from 'icon:x'
import zoomInIcon from 'icon:zoom-in'
import zoomOutIcon from 'icon:zoom-out'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { FileInfo } from '../../../protocol/files.ts'
import { fileAddress } from '../../app/base-path.ts'
import { filesTexts } from '../../locale/files/texts.ts'
import { Icon } from '../controls/icon.tsx'

type Props = { pictures: readonly FileInfo[]; first: number; close: () => void }

/** So far a finger has to go sideways; CSS pixels. */
const swipe = 48

/** What an arrow key moves a picture by that is larger than the window; CSS pixels. */
const steps: Record<string, ScrollToOptions> = {
  ArrowLeft: { left: -80 },
  ArrowRight: { left: 80 },
  ArrowUp: { top: -80 },
  ArrowDown: { top: 80 },
}

/** A picture as large as the window, with the others of its message beside it. */
export function Viewer({ pictures, first, close }: Props) {
  const at = useSignal(first)
  const zoomed = useSignal(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const began = useRef<number | null>(null)
  const words = filesTexts()
  const file = pictures[at.value]

  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
      // A picture that was deleted while one looked at it takes the keyboard along.
      requestAnimationFrame(() => {
        if (opener?.isConnected) return
        document.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true })
      })
    }
  }, [])

  const go = (by: number) => {
    const next = at.value + by
    if (!pictures[next]) return
    at.value = next
    zoomed.value = false
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    // Of what is larger than the window they show the rest.
    const step = zoomed.value ? steps[event.key] : undefined
    if (step) stage.current?.scrollBy(step)
    else if (event.key === forward) go(1)
    else if (event.key === back) go(-1)
    else if (event.key === '+' || event.key === '-') zoomed.value = event.key === '+'
    else return
    event.preventDefault()
  }
  const onPointerUp = (event: PointerEvent) => {
    const far = began.current === null ? 0 : event.clientX - began.current
    began.current = null
    if (event.pointerType === 'mouse' || zoomed.value || Math.abs(far) < swipe) return
    const isRightToLeft = document.documentElement.dir === 'rtl'
    go(far < 0 !== isRightToLeft ? 1 : -1)
  }

  if (!file) return null
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={words.viewer}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <header class="viewer-bar">
        <bdi class="file-name">{file.name}</bdi>
        {pictures.length > 1 && (
          <span class="viewer-place" role="status">
            {words.place(at.value + 1, pictures.length)}
          </span>
        )}
        <button
          type="button"
          class="plain"
          aria-label={zoomed.value ? words.zoomOut : words.zoomIn}
          title={zoomed.value ? words.zoomOut : words.zoomIn}
          onClick={() => {
            zoomed.value = !zoomed.value
          }}
        >
          <Icon of={zoomed.value ? zoomOutIcon : zoomInIcon} />
        </button>
        <a
          class="button plain"
          href={fileAddress(file)}
          download={file.name}
          aria-label={words.download}
          title={words.download}
        >
          <Icon of={downloadIcon} />
        </a>
        <button
          type="button"
          class="plain"
          aria-label={words.close}
          title={words.close}
          onClick={close}
        >
          <Icon of={closeIcon} />
        </button>
      </header>
      <div
        ref={stage}
        class="viewer-stage"
        data-zoomed={zoomed.value}
        onPointerDown={(event) => {
          began.current = event.clientX
        }}
        onPointerUp={onPointerUp}
      >
        <img
          key={file.id}
          src={fileAddress(file, sharpest(file, zoomed.value))}
          alt={file.alt ?? file.name}
          width={file.width}
          height={file.height}
          draggable={false}
        />
      </div>
      {pictures.length > 1 && (
        <footer class="viewer-bar">
          {/* Disabled in truth they would lose the keyboard, and the dialog its keys with it. */}
          <button type="button" aria-disabled={at.value === 0} onClick={() => go(-1)}>
            <Icon of={previousIcon} />
            {words.previous}
          </button>
          <button
            type="button"
            aria-disabled={at.value === pictures.length - 1}
            onClick={() => go(1)}
          >
            {words.next}
            <Icon of={nextIcon} />
          </button>
        </footer>
      )}
    </dialog>
  )
}

/** Only what is larger than a screen has a smaller form for one; what moves, moves only as it is. */
function sharpest({ width = 0, height = 0, type }: FileInfo, isZoomed: boolean): string {
  const isLarger = width > 2560 || height > 1600
  return isLarger && !isZoomed && type !== 'image/gif' ? '/thumbnail?size=large' : ''
}
