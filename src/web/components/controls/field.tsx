import type { TargetedInputEvent } from 'preact'
import { useId } from 'preact/hooks'

type Props = {
  label: string
  name: string
  type?: 'text' | 'password'
  hint?: string
  /** Shows the label inside the field while it is empty, to those who see. */
  compact?: boolean
  /** The sentence to show beside the field, if it was refused. */
  error?: string | undefined
  autocomplete?: 'username' | 'current-password' | 'new-password' | 'off'
  /** What stands in it: at first, or always with `onInput`. */
  value?: string
  onInput?: (value: string) => void
}

/** A labelled text field with its hint and its error. */
export function Field(props: Props) {
  const { label, name, type = 'text', hint, error, compact, autocomplete, value, onInput } = props
  const id = useId()
  const input = {
    id,
    name,
    // What was typed stays when the form is drawn again for something else.
    [onInput ? 'value' : 'defaultValue']: value,
    autocomplete,
    autocapitalize: 'none',
    placeholder: compact ? label : undefined,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': hint || error ? `${id}-hint` : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput?.(event.currentTarget.value),
  } as const

  return (
    <div class="field">
      <label for={id} class={compact ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {type === 'password' ? (
        <input type="password" {...input} />
      ) : (
        <input type="text" {...input} />
      )}
      {(error || hint) && (
        <p class={error ? 'error' : 'hint'} id={`${id}-hint`}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
