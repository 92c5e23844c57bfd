import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { FileChange, FileInfo, FileSpace, FilesPage, FilesQuery } from '../../protocol/files.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import { variants } from '../domain/file-variants.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { OpenFile } from '../domain/stored-bytes.ts'
import { isKnown } from './plumbing/etags.ts'
import { FileParams, RoomParams } from './plumbing/params.ts'
import { partOf } from './plumbing/ranges.ts'
import { receive } from './plumbing/receiving.ts'

/** What stands around the one part of a form, at the most; bytes. */
const aroundFile = 16 * 1024

/** What a browser may show in its own place. Everything else, whatever it says it is, is for saving. */
const shown =
  /^(image\/(jpeg|png|webp|gif|avif)|audio\/(mpeg|mp4|aac|ogg|wav|webm|x-m4a|flac|x-flac)|video\/(mp4|webm|ogg|quicktime))$/

/** A file is somebody's, and no page: opened by itself it runs nothing, and stands in no other site. */
const fileHeaders = {
  // Kept, and asked for again each time: what is deleted is served from no cache.
  'cache-control': 'private, no-cache',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'accept-ranges': 'bytes',
}

export function files(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      if (reply.isFile) reply.headers(fileHeaders)
    })
    app.decorateReply('isFile', false)

    await app.register(async (upload) => {
      upload.removeAllContentTypeParsers()
      await upload.register(multipart)
      uploading(upload, parlor)
    })

    app.get(
      '/me/storage',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'How much one’s files take, and how much they may',
          response: { 200: Type.Object({ files: FileSpace }), '4xx': Problem },
        },
      },
      async ({ session }) => ({ files: (await parlor.fileSpace(session)).own }),
    )

    app.get(
      '/rooms/:id/files',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'The files that were posted in a room, the newest first',
          description: 'For everyone who may read the room, inside or not.',
          params: RoomParams,
          querystring: FilesQuery,
          response: { 200: FilesPage, '4xx': Problem },
        },
      },
      async ({ session, params, query }) => {
        return parlor.filesIn(session, { ...query, roomId: params.id })
      },
    )

    app.get(
      '/files/:id',
      {
        schema: {
          summary: 'A file',
          description:
            'Its bytes, with Range, ETag and If-None-Match. What no browser should open is for saving.',
          params: FileParams,
          response: bytes,
        },
      },
      async (request, reply) => {
        const file = await parlor.openFile(request.session, request.params.id)
        return sendFile(request, reply, file)
      },
    )

    app.get(
      '/files/:id/thumbnail',
      {
        schema: {
          summary:
            'A picture in WebP, small enough for the log or, with `size=large`, for a screen',
          params: FileParams,
          querystring: Type.Object({
            size: Type.Optional(Type.Union([Type.Literal('small'), Type.Literal('large')])),
          }),
          response: bytes,
        },
      },
      async (request, reply) => {
        const { session, params, query } = request
        const variant = query.size === 'large' ? variants.screen : variants.thumbnail
        return sendFile(request, reply, await parlor.openFile(session, params.id, variant))
      },
    )

    app.patch(
      '/files/:id',
      {
        schema: {
          summary: 'Say what a file shows, for those who cannot see it, before it is posted',
          params: FileParams,
          body: FileChange,
          response: { 200: Type.Object({ file: FileInfo }), '4xx': Problem },
        },
      },
      async ({ session, params, body }) => {
        return { file: await parlor.describeFile(session, { fileId: params.id, alt: body.alt }) }
      },
    )

    app.delete(
      '/files/:id',
      {
        schema: {
          summary: 'Give up a file that was not posted',
          description: 'Harmless if it was, or if there is none.',
          params: FileParams,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params }, reply) => {
        await parlor.discardUpload(session, params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

const bytes = {
  200: Type.Unknown({ description: 'All of it, by its own type.' }),
  206: Type.Unknown({ description: 'The part that was asked for.' }),
  304: Type.Null(),
  '4xx': Problem,
}

const uploading = (app: Parameters<FastifyPluginAsyncTypebox>[0], parlor: Parlor): void => {
  app.post(
    '/rooms/:id/files',
    {
      preHandler: app.limit('upload'),
      schema: {
        summary: 'Upload a file, as the one part “file” of multipart/form-data',
        description:
          'Nobody else sees it until it is posted in this room (`files` of a message); an hour later it is gone.',
        consumes: ['multipart/form-data'],
        params: RoomParams,
        response: { 201: Type.Object({ file: FileInfo }), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { perFile } = parlor.fileLimits
      const length = Number(request.headers['content-length'] ?? Number.NaN)
      if (length > perFile + aroundFile) throw new Refusal('too_large')
      const file = await receive(request, async () => {
        if (!request.isMultipart()) throw new Refusal('unsupported_media_type')
        const part = await readForm(() =>
          request.file({ limits: { files: 1, fields: 0, parts: 1, fileSize: perFile } }),
        )
        if (part?.fieldname !== 'file') throw invalid('file', 'missing')
        const args = { roomId: request.params.id, name: nameOf(part) }
        const size = Number.isNaN(length) ? perFile : Math.min(length, perFile)
        return parlor.receiveFile(request.session, { ...args, size }, wholeOf(part.file))
      })
      return reply.code(201).send({ file })
    },
  )
}

/** A part is also a file by its type alone, and then has no name, whatever the types say. */
function nameOf(part: { filename?: string }): string {
  return part.filename ?? ''
}

/** @throws Refusal `too_large` where the part was cut off because it is, `invalid_input` where it has no end. */
async function* wholeOf(part: Readable & { truncated?: boolean }): AsyncGenerator<Buffer> {
  const pieces = part[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await readForm(() => pieces.next())
    if (done) break
    yield value
  }
  if (part.truncated) throw new Refusal('too_large')
}

/** @throws Refusal `invalid_input` for what is no form */
async function readForm<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch {
    throw invalid('file', 'wrong_form')
  }
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: OpenFile,
): Promise<FastifyReply> {
  const etag = `"${file.version}"`
  reply.isFile = true
  reply.header('etag', etag)
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag
  const part = partIn(isSame ? request.headers.range : undefined, file.size, reply)
  const { from, to } = part ?? { from: 0, to: file.size }
  if (part) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${file.size}`)
  const isShown = shown.test(file.type)
  reply
    .type(isShown ? file.type : 'application/octet-stream')
    .header('content-length', to - from)
    .header('content-disposition', dispositionOf(isShown ? 'inline' : 'attachment', file.info.name))
  // Without a stream, Fastify would say of a HEAD that there are no bytes.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  return reply.send(Readable.from(file.read(from, to), { objectMode: false, highWaterMark: 1 }))
}

function partIn(range: string | undefined, size: number, reply: FastifyReply) {
  try {
    return partOf(range, size)
  } catch (refusal) {
    reply.header('content-range', `bytes */${size}`)
    throw refusal
  }
}

/** RFC 6266, with the name in RFC 8187's form for what is not ASCII. */
function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^ -~]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

declare module 'fastify' {
  interface FastifyReply {
    /** The answer is a file of somebody's, not JSON. */
    isFile: boolean
  }
}
