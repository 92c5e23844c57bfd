import { NothingHere } from '../components/frame/nothing-here.tsx'
import { instanceTexts } from '../locale/instance/texts.ts'

export function NotFoundPage() {
  return <NothingHere {...instanceTexts().notFound} />
}
