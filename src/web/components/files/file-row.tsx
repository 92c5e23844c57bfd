import fileIcon from 'icon:file'
import type { FileInfo } from '../../../protocol/files.ts'
import { fileAddress } from '../../app/base-path.ts'
import { sizeOf } from '../../text/sizes.ts'
import { Icon } from '../controls/icon.tsx'

/** A file by its name, to be saved. */
export function FileRow({ file }: { file: FileInfo }) {
  return (
    <a class="file-row" href={fileAddress(file)} download={file.name}>
      <Icon of={fileIcon} />
      <bdi class="file-name">{file.name}</bdi>
      <span class="file-size">{sizeOf(file.size)}</span>
    </a>
  )
}
