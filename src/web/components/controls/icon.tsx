import { createElement } from 'preact'

/** The shapes of one icon, as the build takes them out of lucide's set. */
export type IconShapes = [tag: string, attributes: Record<string, string>][]

/** An icon beside words that say the same; screen readers pass over it. */
export function Icon({ of }: { of: IconShapes }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  )
}
