import type { ComponentChildren } from 'preact'
import { useApp } from '../../app/app-context.ts'
import { addressOf } from '../../app/base-path.ts'

/** A link to a page of ours, followed without loading everything anew. */
export function Link(props: {
  to: string
  class?: string
  dir?: 'ltr'
  label?: string
  /** What is said after its name. */
  description?: string | undefined
  /** Whether it leads to where one is. */
  current?: boolean
  marked?: boolean
  children?: ComponentChildren
}) {
  const { router } = useApp()
  return (
    <a
      class={props.class}
      dir={props.dir}
      href={addressOf(props.to)}
      aria-label={props.label}
      aria-description={props.description}
      aria-current={props.current ? 'page' : undefined}
      data-marked={props.marked}
      onClick={(event) => {
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        if (elsewhere || event.button !== 0) return
        event.preventDefault()
        router.go(props.to)
      }}
    >
      {props.children}
    </a>
  )
}
