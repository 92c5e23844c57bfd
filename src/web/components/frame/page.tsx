import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'

type Props = {
  title: string
  /** The page's kind, for its style. */
  kind: string
  /** Where the keyboard goes when the page is shown; its heading unless told otherwise. */
  focus?: 'heading' | 'elsewhere'
  heading?: ComponentChildren
  children: ComponentChildren
}

/** A page: names the tab, and moves the keyboard to the page's heading when it is shown. */
export function Page({ title, kind, focus = 'heading', heading, children }: Props) {
  const { attention, focusing } = useApp()
  const main = useRef<HTMLElement>(null)

  useLayoutEffect(() => {
    attention.title.value = title === t().product ? title : `${title} · ${t().product}`
  }, [title])

  useLayoutEffect(() => {
    const first = !focusing.begun
    focusing.begun = true
    // On a first load the browser starts at the top of the page by itself.
    if (first || focus === 'elsewhere') return
    const wanted = focusing.next ?? 'h1'
    focusing.next = null
    main.current?.querySelector<HTMLElement>(wanted)?.focus({ preventScroll: true })
  }, [])

  return (
    <main id="main" class={`page ${kind}`} ref={main}>
      {heading ?? <h1 tabIndex={-1}>{title}</h1>}
      {children}
    </main>
  )
}
