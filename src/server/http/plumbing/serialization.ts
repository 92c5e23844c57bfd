import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

const prepare = SerializerSelector()

type Serialize = ReturnType<ReturnType<typeof prepare>>
/** By schema: most routes share those of their refusals, and servers in one process share all of them. */
const made = new Map<string, Serialize>()

/**
 * Fastify's own way of writing answers by their schemas, made for each kind of answer when the first is
 * written: made for all of a hundred routes, it is most of what the start of a server costs.
 */
export const serializeBySchema: typeof prepare = (external, options) => {
  const compile = prepare(external, options)
  return (route) => {
    let serialize: Serialize | undefined
    return (answer) => {
      serialize ??= once(JSON.stringify([external, route.schema]), () => compile(route))
      return serialize(answer)
    }
  }
}

function once(schema: string, make: () => Serialize): Serialize {
  const known = made.get(schema)
  if (known) return known
  const serialize = make()
  made.set(schema, serialize)
  return serialize
}
