import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { FileInfo } from '../../protocol/files.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { UploadState } from '../domain/filing.ts'
import type { Parlor } from '../domain/parlor.ts'
import { FileParams, RoomParams } from './plumbing/params.ts'
import { receive } from './plumbing/receiving.ts'

const version = '1.0.0'
const patchType = 'application/offset+octet-stream'
const number = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/**
 * Uploads that go on after the line was lost: tus 1.0.0 (tus.io/protocols/resumable-upload), the core with
 * creation and termination. The last piece is answered with the file.
 */
export function uploads(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(patchType, (_request, stream, done) => done(null, stream))
    app.addHook('onSend', async (_request, reply) => {
      reply.header('tus-resumable', version)
    })

    app.post(
      '/rooms/:id/uploads',
      {
        preHandler: app.limit('upload'),
        schema: {
          summary: 'Begin an upload that can be resumed (tus 1.0.0)',
          description:
            'With `Upload-Length` and, for the name, `Upload-Metadata: filename <base64>`. `Location` says where it goes on.',
          params: RoomParams,
          response: { 201: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params, headers }, reply) => {
        const size = integerIn(headers['upload-length'], 'Upload-Length')
        if (size === 0) throw invalid('file', 'empty_file')
        const name = nameIn(headers['upload-metadata'])
        const { id } = await parlor.beginUpload(session, { roomId: params.id, name, size })
        return reply
          .code(201)
          .header('location', `${reply.request.site.path}api/uploads/${id}`)
          .send(null)
      },
    )

    app.get(
      '/uploads/:id',
      {
        schema: {
          summary: 'How far an upload has come',
          params: FileParams,
          response: { 200: Type.Object({ received: number, size: number }), '4xx': Problem },
        },
      },
      async ({ session, params }, reply) => {
        const state = await parlor.uploadState(session, params.id)
        tell(reply, state)
        return state
      },
    )

    app.patch(
      '/uploads/:id',
      {
        preHandler: app.limit('upload'),
        schema: {
          summary: 'Go on with an upload, from `Upload-Offset` on',
          consumes: [patchType],
          params: FileParams,
          response: {
            200: Type.Object({ file: FileInfo }, { description: 'All of it is there.' }),
            204: Type.Null(),
            '4xx': Problem,
          },
        },
      },
      async (request, reply) => {
        const { session, params, headers, body } = request
        const offset = integerIn(headers['upload-offset'], 'Upload-Offset')
        const bytes: unknown = body
        if (!(bytes instanceof Readable)) throw new Refusal('unsupported_media_type')
        const { received } = await parlor.uploadState(session, params.id)
        if (received !== offset) throw new Refusal('upload_conflict')
        // Given up at a piece that is refused, the request would be destroyed, and its answer never read.
        const pieces = bytes.iterator({ destroyOnReturn: false })
        await receive(request, () =>
          parlor.continueUpload(session, { fileId: params.id, offset }, pieces),
        )
        const state = await parlor.uploadState(session, params.id)
        tell(reply, state)
        if (state.received < state.size) return reply.code(204).send(null)
        return reply.send({ file: await parlor.finishUpload(session, params.id) })
      },
    )

    app.delete(
      '/uploads/:id',
      {
        schema: {
          summary: 'Give up an upload',
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

function tell(reply: FastifyReply, { received, size }: UploadState): void {
  reply.headers({ 'upload-offset': received, 'upload-length': size })
}

function integerIn(header: string | string[] | undefined, name: string): number {
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) throw invalid(name, 'wrong_form')
  return Number(header)
}

/** `key base64, key base64`: of them, the file's name. */
function nameIn(header: string | string[] | undefined): string {
  const pairs = String(header ?? '').split(',')
  const found = pairs.map((pair) => pair.trim().split(' ')).find(([key]) => key === 'filename')
  return Buffer.from(found?.[1] ?? '', 'base64').toString()
}
