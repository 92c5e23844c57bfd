import { fileTypeFromBuffer } from 'file-type'

const unknown = 'application/octet-stream'
/** Names of codecs that only videos have, as Matroska writes them. */
const videoCodecs = ['V_VP', 'V_AV1', 'V_MPEG', 'V_THEORA']

/** The media type that the beginning of a file speaks for. Its name says nothing. */
export async function mediaTypeOf(beginning: Buffer): Promise<string> {
  // What is too short or broken in the middle is a reason to know nothing.
  const found = await fileTypeFromBuffer(beginning).catch(() => undefined)
  if (!found) return isText(beginning) ? 'text/plain' : unknown
  const isWebm = found.mime === 'video/webm' || found.mime === 'video/matroska'
  const hasVideo = videoCodecs.some((codec) => beginning.includes(codec))
  return isWebm && !hasVideo ? 'audio/webm' : found.mime
}

function isText(beginning: Buffer): boolean {
  try {
    // A character that the beginning cuts in two is no reason against it.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has.
    return !/[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(text)
  } catch {
    return false
  }
}
