import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { loadChunk } from '../chunks.ts'
import { t } from '../words.ts'

/** A part whose code is fetched when it is first shown; says so if it does not come. */
export function lazy(load: () => Promise<FunctionComponent>): FunctionComponent {
  let loaded: FunctionComponent | null = null
  return () => {
    const part = useSignal<FunctionComponent | 'failed' | null>(loaded)
    useEffect(() => {
      const fetchIt = async () => {
        loaded = await loadChunk(load).catch(() => null)
        part.value = loaded ?? 'failed'
      }
      if (!loaded) void fetchIt()
    }, [])
    const Part = part.value
    if (Part !== 'failed') return Part && <Part />
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
}
