import { useSignal } from '@preact/signals'
import { kindOf } from '../../../protocol/file-kinds.ts'
import type { FileInfo } from '../../../protocol/files.ts'
import { fileAddress } from '../../app/base-path.ts'
import { lazy } from '../controls/lazy.tsx'
import { FileRow } from './file-row.tsx'

const Viewer = lazy(async () => (await import('./viewer.tsx')).Viewer)

/** As wide and as high as a picture may stand in the log; CSS pixels. 20 rem are 320 of them. */
const most = { width: 448, height: 320 }

/** What was sent along with a message. */
export function MessageFiles({ files }: { files: readonly FileInfo[] }) {
  const opened = useSignal<number | null>(null)
  if (files.length === 0) return null
  const pictures = files.filter((file) => kindOf(file) === 'picture')
  return (
    <div class="files">
      {files.map((file) => (
        <Attached
          key={file.id}
          file={file}
          open={() => {
            opened.value = pictures.indexOf(file)
          }}
        />
      ))}
      {opened.value !== null && (
        <Viewer
          pictures={pictures}
          first={opened.value}
          close={() => {
            opened.value = null
          }}
        />
      )}
    </div>
  )
}

function Attached({ file, open }: { file: FileInfo; open: () => void }) {
  const kind = kindOf(file)
  if (kind === 'picture') return <Picture file={file} open={open} />
  if (kind === 'other') return <FileRow file={file} />
  const Player = kind === 'sound' ? 'audio' : 'video'
  return (
    <figure class={kind}>
      <Player controls preload="none" src={fileAddress(file)} aria-label={file.name} />
      <FileRow file={file} />
    </figure>
  )
}

/** Its place is kept before it has loaded; until then a blur of it is seen. */
function Picture({ file, open }: { file: FileInfo; open: () => void }) {
  const { width = 1, height = 1, preview, alt, name, type } = file
  const scale = Math.min(1, most.width / width, most.height / height)
  const size = {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  }
  return (
    <button type="button" class="picture" aria-haspopup="dialog" onClick={open} title={name}>
      {preview && (
        <img class="preview" src={`data:image/webp;base64,${preview}`} alt="" {...size} />
      )}
      <img
        src={fileAddress(file, '/thumbnail')}
        alt={alt ?? name}
        loading="lazy"
        decoding="async"
        {...size}
      />
      {type === 'image/gif' && <span class="moving">GIF</span>}
    </button>
  )
}
