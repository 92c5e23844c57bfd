import type { Guest } from './parlor.ts'
import type { Scene } from './scenes.ts'

const talk = [
  'We go on **Thursday**, *not* on ~~Wednesday~~. Bring:\n- tea\n- the `kettle.toml`\n  - and a spare one\n- https://example.org/map_of_the_hill',
  '> Who has the second key?\n> It is not under the mat.\nI have it. It hangs by the door.',
  '1. Open the lid\n2. Fill in **two** litres\n3. Wait',
  'This is all it takes:\n```ts\nexport async function brew(leaves: Leaf[], { minutes = 3 } = {}) {\n  // Never with boiling water.\n  const water = await heat({ litres: 2, degrees: 80 })\n  return water.with(leaves).after(minutes * 60_000) ?? "nothing at all, and that is a very long line"\n}\n```\nIt stays as it is: 2 * 3 * 4, snake_case_name, :-P',
  'نعم، **الخميس** مناسب:\n- شاي\n- كعك\n> من عنده المفتاح؟',
]

/** What people write, formatted, and how emoji are chosen. */
export function writingScenes(ben: Guest): Scene[] {
  let room: string | undefined
  const enter: Scene['act'] = async (page) => {
    if (room === undefined) {
      room = await ben.createRoom('The workshop')
      await ben.say(room, ...talk)
    }
    await page.goto(`/rooms/${room}`)
    await page.getByRole('article').last().waitFor()
  }
  const scene = (name: string, act: Scene['act'], more: Partial<Scene> = {}): Scene => ({
    name,
    who: ben,
    path: '/rooms',
    ...more,
    ...(act && { act }),
  })
  const pick: Scene['act'] = async (page, context) => {
    await enter?.(page, context)
    await page.locator('.composer [aria-haspopup=dialog]').click()
    await page.locator('.emoji-tabs button').nth(3).click()
  }
  return [
    scene('writing', enter),
    scene('writing-arabic', enter, { language: 'ar' }),
    scene('writing-emoji', pick),
    scene('writing-emoji-german', pick, { language: 'de' }),
    scene('writing-emoji-arabic', pick, { language: 'ar' }),
    scene('writing-forced-colours', enter, { forcedColours: true }),
  ]
}
