import closeIcon from 'icon:x'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type FileKind, fileKinds, kindOf } from '../../../protocol/file-kinds.ts'
import type { FileSpace, FilesPage, RoomFile } from '../../../protocol/files.ts'
import { useApp } from '../../app/app-context.ts'
import { fileAddress } from '../../app/base-path.ts'
import { nameOf } from '../../app/name-of.ts'
import { filesTexts } from '../../locale/files/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { sizeOf } from '../../text/sizes.ts'
import { exactTime, shortDate } from '../../text/times.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Icon } from '../controls/icon.tsx'
import { usePages } from '../controls/use-pages.ts'
import { FileRow } from './file-row.tsx'
import { Viewer } from './viewer.tsx'

type Props = { roomId: string; close: () => void }

/** All that was sent to a room and is still there, the newest first. */
export function FilesDialog({ roomId, close }: Props) {
  const { api, store, reading } = useApp()
  const kind = useSignal<FileKind | null>(null)
  const opened = useSignal<number | null>(null)
  const words = filesTexts()
  const pages = usePages<RoomFile>(async (after) => {
    const query = new URLSearchParams({
      ...(kind.value && { kind: kind.value }),
      ...(after !== null && { page: String(after) }),
    })
    const path = `/api/rooms/${encodeURIComponent(roomId)}/files?${query}`
    const answer = await api.ask<FilesPage>('GET', path)
    if (!answer.ok) return answer
    return { ok: true, value: { entries: answer.value.files, next: answer.value.next } }
  }, kind.value ?? '')
  const isAsking = pages.isAsking.value
  const space = useSignal<FileSpace | null>(null)
  useEffect(() => {
    const ask = async () => {
      const answer = await api.ask<{ files: FileSpace }>('GET', '/api/me/storage')
      if (answer.ok) space.value = answer.value.files
    }
    void ask()
  }, [])

  // What is deleted while one looks is shown no longer.
  const deleted = new Set(
    store.messages.value.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : [id])),
  )
  const entries = pages.entries.value.filter(({ message }) => !deleted.has(message.id))
  const pictures = entries.filter(({ file }) => kindOf(file) === 'picture')
  const others = entries.filter(({ file }) => kindOf(file) !== 'picture')
  const list = useRef<HTMLElement>(null)
  /** The button may go: who has pressed it goes on with what it brought. */
  const more = async () => {
    if (isAsking) return
    const shown = pages.entries.peek().length
    await pages.more()
    const first = pages.entries.peek()[shown]?.file.id
    requestAnimationFrame(() => {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('li') ?? [])]
      const row = rows.find(({ dataset }) => dataset.file === first)
      row?.querySelector<HTMLElement>('a, button')?.focus()
    })
  }
  const go = (seq: number) => {
    close()
    reading.wanted.value = seq
  }

  return (
    <Dialog title={words.all} kind="room-files" close={close}>
      <button type="button" class="plain dialog-close" title={t().close} onClick={close}>
        <Icon of={closeIcon} />
        <span class="visually-hidden">{t().close}</span>
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be one of a form's */}
      <div role="group" aria-label={words.kindsLabel} class="search-choices">
        {[null, ...fileKinds].map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={kind.value === each}
            onClick={() => (kind.value = each)}
          >
            {words.kinds[each ?? 'all']}
          </button>
        ))}
      </div>
      <section ref={list} class="room-files-list" aria-label={words.all} aria-busy={isAsking}>
        {pictures.length > 0 && (
          <ul class="picture-grid" aria-label={words.kinds.picture}>
            {pictures.map((entry, at) => (
              <li key={entry.file.id} data-file={entry.file.id}>
                <PictureTile {...entry} open={() => (opened.value = at)} />
                <Where {...entry} go={go} />
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <ul aria-label={words.others}>
            {others.map((entry) => (
              <li key={entry.file.id} data-file={entry.file.id}>
                <FileRow file={entry.file} />
                <Where {...entry} go={go} />
              </li>
            ))}
          </ul>
        )}
        <p class="quiet" role="status">
          {pages.isLoaded.value && entries.length === 0 && !pages.next.value ? words.none : ''}
        </p>
        {pages.refusal.value && (
          <p class="error" role="alert">
            {explain(pages.refusal.value)}{' '}
            <button type="button" class="link" onClick={() => void more()}>
              {words.retry}
            </button>
          </p>
        )}
        {pages.next.value !== null && (
          <button type="button" aria-disabled={isAsking} onClick={() => void more()}>
            {words.more}
          </button>
        )}
      </section>
      {space.value && (
        <p class="quiet">{words.kept(sizeOf(space.value.bytes), sizeOf(space.value.limit))}</p>
      )}
      {opened.value !== null && (
        <Viewer
          pictures={pictures.map(({ file }) => file)}
          first={opened.value}
          close={() => (opened.value = null)}
        />
      )}
    </Dialog>
  )
}

function PictureTile({ file, open }: RoomFile & { open: () => void }) {
  return (
    <button
      type="button"
      class="picture-tile"
      aria-haspopup="dialog"
      title={file.name}
      onClick={open}
    >
      <img
        src={fileAddress(file, '/thumbnail')}
        alt={file.alt ?? file.name}
        loading="lazy"
        decoding="async"
      />
    </button>
  )
}

/** Who sent it and when; leads there. */
function Where({ message, go }: RoomFile & { go: (seq: number) => void }) {
  const { author, postedAt, seq } = message
  return (
    <button
      type="button"
      class="plain file-where"
      title={filesTexts().goTo}
      onClick={() => go(seq)}
    >
      <span class="visually-hidden">{filesTexts().goTo}: </span>
      <bdi>{nameOf(author)}</bdi> ·{' '}
      <time dateTime={postedAt} title={exactTime(postedAt)}>
        {shortDate(postedAt)}
      </time>
    </button>
  )
}
