import { useLayoutEffect } from 'preact/hooks'
import { useApp } from '../app/app-context.ts'
import { roomPath } from '../app/router.ts'
import { StartingPage } from './starting.tsx'

/** A shortcut of the installed app: all people have the same ones, and so it has no room's name. */
export function LastPage() {
  const { router, lastRoom } = useApp()
  useLayoutEffect(() => {
    const room = lastRoom()
    router.go(room === undefined ? '/rooms' : roomPath(room), 'replace')
  }, [])
  return <StartingPage />
}
