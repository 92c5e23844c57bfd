import fileIcon from 'icon:file'
import retryIcon from 'icon:rotate-cw'
import removeIcon from 'icon:x'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { FileInfo, FileSpace } from '../../../protocol/files.ts'
import { limits } from '../../../protocol/limits.ts'
import { useApp } from '../../app/app-context.ts'
import type { Attachment } from '../../app/attached-items.ts'
import type { Attachments } from '../../app/attachments.ts'
import { filesTexts } from '../../locale/files/texts.ts'
import { explain } from '../../locale/messages.ts'
import { locale } from '../../locale/regional.ts'
import { sizeOf } from '../../text/sizes.ts'
import { Icon } from '../controls/icon.tsx'

/** What will go with the next message. */
export function Tray({ roomId }: { roomId: string }) {
  const { files } = useApp()
  const attachments = files.loaded.value
  const items = useComputed(() =>
    (files.loaded.value?.items.value ?? []).filter((item) => item.roomId === roomId && !item.sent),
  )
  if (!attachments || items.value.length === 0) return null
  return (
    <ul class="tray" aria-label={filesTexts().attached}>
      {items.value.map((item) => (
        <TrayItem key={item.id} item={item} attachments={attachments} />
      ))}
    </ul>
  )
}

function TrayItem({ item, attachments }: { item: Attachment; attachments: Attachments }) {
  const preview = useSignal<string | undefined>(undefined)
  const isSound = item.type.startsWith('audio/')
  const words = filesTexts()
  const row = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    const show = async () => {
      preview.value = await attachments.previewOf(item)
    }
    void show()
  }, [item.id])
  // It may go with the keyboard in it: what stands beside it takes that over.
  useLayoutEffect(() => {
    const element = row.current
    return () => {
      if (!element?.contains(document.activeElement)) return
      const beside = element.nextElementSibling ?? element.previousElementSibling
      const heir = beside?.querySelector<HTMLElement>('.tray-remove')
      ;(heir ?? document.querySelector<HTMLElement>('.attach'))?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <li ref={row} class="tray-item" data-refused={item.refusal !== undefined}>
      {preview.value && !isSound ? <img src={preview.value} alt="" /> : <Icon of={fileIcon} />}
      <div class="tray-text">
        <bdi class="file-name">{item.name}</bdi>
        <span class="file-size">
          {sizeOf(item.size)} · <State item={item} attachments={attachments} />
          {/* Always there, or it would not be heard. */}
          <span role="status">{item.file ? readyOf(item.file) : ''}</span>
        </span>
        {preview.value && isSound && (
          // biome-ignore lint/a11y/useMediaCaption: it is one's own voice, or what one has attached
          <audio controls src={preview.value} aria-label={item.name} />
        )}
        {item.type.startsWith('image/') && !item.refusal && (
          <input
            type="text"
            aria-label={words.altFor(item.name)}
            placeholder={words.altHint}
            maxLength={limits.alt.max}
            value={item.alt}
            onInput={(event) => attachments.say(item.id, event.currentTarget.value)}
            onBlur={() => attachments.describe(item.id)}
          />
        )}
      </div>
      {item.refusal && (
        <button
          type="button"
          class="plain"
          aria-label={words.retry}
          title={words.retry}
          onClick={() => attachments.retry(item.id)}
        >
          <Icon of={retryIcon} />
        </button>
      )}
      <button
        type="button"
        class="plain tray-remove"
        aria-label={words.remove(item.name)}
        title={words.remove(item.name)}
        onClick={() => attachments.remove(item.id)}
      >
        <Icon of={removeIcon} />
      </button>
    </li>
  )
}

function State({ item, attachments }: { item: Attachment; attachments: Attachments }) {
  const words = filesTexts()
  const bytes = useComputed(() => attachments.progress.value.get(item.id)).value
  if (item.file) return null
  const code = item.refusal?.code
  if (code === 'too_large' || code === 'quota_exceeded') return <NoPlace item={item} />
  if (item.refusal) return <span role="alert">{explain(item.refusal)}</span>
  if (bytes === undefined) return <>{words.waits}</>
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  return <>{words.uploading(percent.format(Math.min(1, bytes / Math.max(1, item.size))))}</>
}

const readyOf = (file: FileInfo) => (isUnread(file) ? filesTexts().asItIs : filesTexts().ready)

/** What the server does not decode, and so keeps with all that a camera wrote into it. */
const isUnread = ({ type, width }: FileInfo) =>
  type.startsWith('video/') || (type.startsWith('image/') && width === undefined)

/** Why there is no place for it, with how much there is, which the server has to be asked for. */
function NoPlace({ item: { refusal, size } }: { item: Attachment }) {
  const { api } = useApp()
  const words = filesTexts()
  const isTooLarge = refusal?.code === 'too_large'
  const said = useSignal(isTooLarge ? words.tooLarge : '')
  useEffect(() => {
    const askFile = async () => {
      const answer = await api.ask<{ limits: { fileBytes: number } }>('GET', '/api/instance')
      if (!answer.ok) return
      said.value = `${words.tooLarge} ${words.mostBytes(sizeOf(answer.value.limits.fileBytes))}`
    }
    const askPerson = async () => {
      const answer = await api.ask<{ files: FileSpace }>('GET', '/api/me/storage')
      const isOwn = !answer.ok || answer.value.files.bytes + size > answer.value.files.limit
      said.value = isOwn ? words.tooMuch : words.tooMuchOfAll
    }
    void (isTooLarge ? askFile() : askPerson())
  }, [])
  return <span role="alert">{said.value}</span>
}
