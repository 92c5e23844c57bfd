import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Answer, Refusal } from '../../app/api.ts'
import { explain, explainField } from '../../locale/messages.ts'

/** For each refused field its sentence, made when it is drawn: the language may change under it. */
export type FieldErrors = Record<string, () => string>

type Props = {
  label: string
  action: string
  /** Whether it takes something away. */
  isDangerous?: boolean
  /** Finds what can be told without asking the server; nothing is sent while there is something. */
  check: (values: (name: string) => string) => FieldErrors
  send: (values: (name: string) => string) => Promise<Answer<unknown>>
  /** The field that a refusal with this code is about. */
  fieldOf?: (code: Refusal['code']) => string | null
  children: (sentences: Record<string, string>) => ComponentChildren
}

/** A form that says what is wrong beside the field it is about, and keeps what was typed. */
export function Form({ label, action, isDangerous, check, send, fieldOf, children }: Props) {
  const errors = useSignal<FieldErrors>({})
  const general = useSignal<Refusal | null>(null)
  const busy = useRef(false)
  const form = useRef<HTMLFormElement>(null)

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [errors.value])

  const refuse = (refusal: Refusal) => {
    const field = fieldOf?.(refusal.code)
    if (refusal.errors.length > 0) {
      errors.value = Object.fromEntries(
        refusal.errors.map((each) => [each.field, () => explainField(each)]),
      )
    } else if (field) errors.value = { [field]: () => explain(refusal) }
    else general.value = refusal
  }

  const submit = async (filled: HTMLFormElement) => {
    if (busy.current) return
    const data = new FormData(filled)
    const values = (name: string) => {
      const value = data.get(name)
      return typeof value === 'string' ? value : ''
    }
    general.value = null
    errors.value = check(values)
    if (Object.keys(errors.value).length > 0) return
    busy.current = true
    const answer = await send(values)
    busy.current = false
    if (!answer.ok) return refuse(answer.refusal)
    filled.reset()
  }

  return (
    <form
      ref={form}
      novalidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
    >
      {children(said(errors.value))}
      {general.value && (
        <p class="error" role="alert">
          {explain(general.value)}
        </p>
      )}
      <button type="submit" class={isDangerous ? 'danger' : 'primary'}>
        {action}
      </button>
    </form>
  )
}

function said(errors: FieldErrors): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, sentence]) => [field, sentence()]))
}
