import { useLayoutEffect } from 'preact/hooks'
import { useApp } from '../app/app-context.ts'
import { roomPath } from '../app/router.ts'
import { StartingPage } from './starting.tsx'

/** Shortcuts of the installed app: all people have the same ones, and so they have no rooms' names. */
export function LastPage({ place }: { place: number }) {
  const { router, lastRooms } = useApp()
  useLayoutEffect(() => {
    const room = lastRooms()[place - 1]
    router.go(room === undefined ? '/rooms' : roomPath(room), 'replace')
  }, [])
  return <StartingPage />
}
