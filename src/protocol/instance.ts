import Type, { type Static } from 'typebox'
import { bounds, limits } from './limits.ts'

/** What somebody is on the whole instance. The first account made is its owner. */
export const InstanceRole = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('member'),
])
export type InstanceRole = Static<typeof InstanceRole>

/**
 * Who may make an account.
 * - `open`: everybody who finds the address.
 * - `invite`: whoever has an invitation, which everybody with an account can give.
 * - `closed`: nobody.
 */
export const Registration = Type.Union([
  Type.Literal('open'),
  Type.Literal('invite'),
  Type.Literal('closed'),
])
export type Registration = Static<typeof Registration>

/** The picture that those see who are asked to log in. */
export const InstancePicture = Type.Object({
  /** Another one for another picture. */
  id: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
})
export type InstancePicture = Static<typeof InstancePicture>

/** What everybody may know of this Parlor, with an account or without. */
export const Instance = Type.Object({
  name: Type.String(),
  registration: Registration,
  /** What those read who are asked to log in; may be empty. */
  welcome: Type.String(),
  /** Missing: there is none. */
  picture: Type.Optional(InstancePicture),
})
export type Instance = Static<typeof Instance>

/** The same with what it takes. */
export const InstanceToAll = Type.Object({
  ...Instance.properties,
  limits: Type.Object({ fileBytes: Type.Integer() }),
})

export const InstanceChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: bounds.instanceName.max })),
  registration: Type.Optional(Registration),
  welcome: Type.Optional(Type.String({ maxLength: limits.welcome.max })),
})
export type InstanceChange = Static<typeof InstanceChange>
