import { useApp } from '../../app/app-context.ts'
import { addressOf } from '../../app/base-path.ts'

/** The picture of this Parlor, if it has one: an ornament, which says nothing that is not said in words. */
export function InstancePicture() {
  const picture = useApp().instance.value?.picture
  if (!picture) return null
  const { id, ...size } = picture
  const address = addressOf(`/api/instance/picture?v=${id}`)
  return <img src={address} alt="" {...size} />
}
