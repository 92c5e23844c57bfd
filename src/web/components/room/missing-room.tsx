import { memberTexts } from '../../locale/members/texts.ts'
import { NothingHere } from '../frame/nothing-here.tsx'

/** What an address leads to where there is no room, or none that the person sees. */
export function MissingRoom() {
  return <NothingHere {...memberTexts().missing} />
}
