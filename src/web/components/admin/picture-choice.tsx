import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Instance } from '../../../protocol/instance.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain } from '../../locale/messages.ts'
import { InstancePicture } from '../instance/instance-picture.tsx'

/** The picture that people see before they log in: another one, or none. */
export function PictureChoice({ changed }: { changed: (now: Instance) => void }) {
  const { api, instance } = useApp()
  const { showPicture, showNoPicture } = instanceApi(api)
  const refusal = useSignal<Refusal | null>(null)
  const isBusy = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  const words = adminTexts()

  const take = async (asked: Promise<Answer<Instance>>) => {
    isBusy.value = true
    const answer = await asked
    isBusy.value = false
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) changed(answer.value)
  }

  return (
    <>
      <h2>{words.picture}</h2>
      <InstancePicture />
      <div class="actions start">
        <button
          type="button"
          aria-busy={isBusy.value}
          disabled={isBusy.value}
          onClick={() => field.current?.click()}
        >
          {words.choosePicture}
        </button>
        {instance.value?.picture && (
          <button type="button" disabled={isBusy.value} onClick={() => void take(showNoPicture())}>
            {words.removePicture}
          </button>
        )}
      </div>
      <input
        ref={field}
        type="file"
        accept="image/*"
        hidden
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          currentTarget.value = ''
          if (file) void take(showPicture(file))
        }}
      />
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
    </>
  )
}
