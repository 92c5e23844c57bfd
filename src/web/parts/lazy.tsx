import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'

/** A part whose code is fetched when it is first shown. */
export function lazy(load: () => Promise<FunctionComponent>): FunctionComponent {
  return () => {
    const part = useSignal<FunctionComponent | null>(null)
    useEffect(() => {
      void load().then((loaded) => {
        part.value = loaded
      })
    }, [])
    const Part = part.value
    return Part && <Part />
  }
}
