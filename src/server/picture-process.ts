import { Buffer } from 'node:buffer'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { variants } from './domain/file-variants.ts'
import type { PictureReply } from './pictures.ts'

// A process of its own for each picture: what a picture does to its decoder it does here, where nothing
// else is, with memory that goes back to the system. The picture comes on the standard input, and on the
// standard output what was made of it: a length, that much JSON, and the bytes.

/** Beyond this nothing is decoded: 300 MB, should a decoder need all of it at once. All frames count. */
const maxPixels = 100e6
/** What fits into these is seen sharply in the log, or on a whole screen, of twice as many dots. */
const thumbnail = { width: 1280, height: 640 }
const screen = { width: 2560, height: 1600 }

sharp.cache(false)
sharp.concurrency(1)

const input = await readAll()
await answer(await lookAt(input))

async function readAll(): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of process.stdin) pieces.push(piece)
  return Buffer.concat(pieces)
}

interface Looked {
  reply: PictureReply
  parts: Buffer[]
}

async function lookAt(bytes: Buffer): Promise<Looked> {
  const picture = () =>
    sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated', animated: true })
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false, animated: true }).metadata()
    if (metadata.width * metadata.height > maxPixels) {
      return refused({ problem: 'too_many_pixels', limit: maxPixels / 1e6 })
    }
    return await rewritten(picture, bytes, metadata)
  } catch {
    return refused({ problem: 'broken_picture' })
  }
}

function refused(reply: PictureReply): Looked {
  return { reply, parts: [] }
}

async function rewritten(picture: () => Sharp, bytes: Buffer, metadata: Metadata): Promise<Looked> {
  const { data, info } = await encoded(picture().autoOrient(), metadata).toBuffer({
    resolveWithObject: true,
  })
  const width = info.width
  const height = info.pageHeight ?? info.height
  const first = () =>
    sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated' }).autoOrient()
  const small = await first()
    .resize({ ...thumbnail, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75, effort: 2 })
    .toBuffer()
  const isLarge = width > screen.width || height > screen.height
  const large = isLarge
    ? await first()
        .resize({ ...screen, fit: 'inside' })
        .webp({ quality: 80, effort: 2 })
        .toBuffer()
    : undefined
  const preview = await sharp(small)
    .resize({ width: 24, height: 24, fit: 'inside' })
    .webp({ quality: 30, effort: 6, smartSubsample: false })
    .toBuffer()
  const made = [
    { variant: variants.rewritten, bytes: data },
    { variant: variants.thumbnail, bytes: small },
    ...(large ? [{ variant: variants.screen, bytes: large }] : []),
  ]
  return {
    reply: {
      type: `image/${info.format === 'heif' ? 'avif' : info.format}`,
      width,
      height,
      preview: preview.toString('base64'),
      parts: made.map(({ variant, bytes: { length } }) => ({ variant, length })),
    },
    parts: made.map((part) => part.bytes),
  }
}

/** In the format that it came in, so that a photo stays one and a drawing keeps its edges. */
function encoded(picture: Sharp, { format }: Metadata): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality: 88 })
    case 'png':
      return picture.png({ compressionLevel: 7 })
    case 'webp':
      return picture.webp({ quality: 88, effort: 2 })
    case 'gif':
      return picture.gif({ effort: 3 })
    default:
      return picture.avif({ quality: 60, effort: 2 })
  }
}

async function answer({ reply, parts }: Looked): Promise<void> {
  const json = Buffer.from(JSON.stringify(reply))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  await new Promise((resolve) => {
    process.stdout.end(Buffer.concat([length, json, ...parts]), () => resolve(undefined))
  })
}
