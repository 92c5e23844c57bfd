import { useApp } from '../../app/app-context.ts'
import { addressOf } from '../../app/base-path.ts'

/** The picture of this Parlor, if it has one: an ornament, which says nothing that is not said in words. */
export function InstancePicture() {
  const { instance } = useApp()
  const picture = instance.value?.picture
  if (!picture) return null
  const { id, width, height } = picture
  return (
    <img
      class="instance-picture"
      src={addressOf(`/api/instance/picture?v=${id}`)}
      width={width}
      height={height}
      alt=""
    />
  )
}
