import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { loadChunk } from '../../app/chunks.ts'
import { speakInAreas, t } from '../../locale/messages.ts'

/**
 * A part whose code is fetched when it is first shown, or before by `preload`; says so if it does not
 * come. Until it is there `meanwhile` stands in its place.
 */
export function lazy<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  meanwhile: FunctionComponent = () => null,
): FunctionComponent<Props> & { preload(): void } {
  /** Once it is here it is shown at once, without a moment of nothing. */
  let loaded: FunctionComponent<Props> | null = null
  const fetchIt = async () => {
    if (loaded) return loaded
    const part = await loadChunk(load)
    await speakInAreas()
    loaded = part
    return part
  }
  const Lazy: FunctionComponent<Props> = (props) => {
    const part = useSignal<FunctionComponent<Props> | 'failed' | null>(loaded)
    // Other effects wait for timers, which a tab that nobody looks at has once a minute.
    useLayoutEffect(() => {
      const show = async () => {
        part.value = await fetchIt().catch(() => 'failed' as const)
      }
      void show()
    }, [])
    const Part = part.value
    const Meanwhile = meanwhile
    if (Part !== 'failed') return Part ? <Part {...props} /> : <Meanwhile />
    return <MissingPart />
  }
  return Object.assign(Lazy, { preload: () => void fetchIt().catch(() => {}) })
}

/** Says that code did not come. */
export function MissingPart() {
  return (
    <p class="error" role="alert">
      {t().missing.part}{' '}
      {/* A browser does not ask again for a script that has failed in this page. */}
      <button type="button" class="link" onClick={() => location.reload()}>
        {t().missing.reload}
      </button>
    </p>
  )
}
