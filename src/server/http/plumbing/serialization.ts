import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

const prepare = SerializerSelector()

/**
 * Fastify's own way of writing answers by their schemas, made for each kind of answer when the first is
 * written: made for all of a hundred routes, it is most of what the start of a server costs.
 */
export const serializeBySchema: typeof prepare = (external, options) => {
  const compile = prepare(external, options)
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined
    return (answer) => {
      serialize ??= compile(route)
      return serialize(answer)
    }
  }
}
