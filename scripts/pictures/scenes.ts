import type { BrowserContext, Page } from 'playwright-core'
import { changeScenes } from './changes.ts'
import { chat, hostile } from './conversations.ts'
import { Guest } from './parlor.ts'
import { troubleScenes } from './trouble.ts'
import { writingScenes } from './writing.ts'

/** One picture to be taken: a page in a state. */
export type Scene = {
  name: string
  who: Guest | null
  path: string
  language?: string
  /** How many times larger than usual the reader has made everything. */
  zoom?: number
  forcedColours?: boolean
  /** Brings the page into the state. */
  act?: (page: Page, context: BrowserContext) => Promise<unknown>
}

/** Fills an empty Parlor at `url` with people and talk, and says what there is to see. */
export async function scenes(url: string): Promise<Scene[]> {
  const guest = (name: string) => new Guest(url, name).signUp()
  const names = ['anna', 'Ben', 'dana', 'eve', 'Tallulah with a long name']
  const [anna, ben, dana, nobody, tallulah] = await Promise.all(names.map(guest))
  if (!anna || !ben || !dana || !nobody || !tallulah) throw new Error('The guests did not come.')
  const guests = { anna, ben, dana }

  const kitchen = await anna.createRoom('The kitchen')
  await anna.createRoom('Reading corner')
  const stairs = await ben.createRoom('Under the stairs')
  await chat(kitchen, guests)
  await ben.say(stairs, 'Has anyone seen the second key?')
  await dana.join(kitchen)
  await anna.read(kitchen, 'I can hold the door')
  await anna.decide()

  const room = `/rooms/${kitchen}`
  let trials: string | undefined
  /** Made when it is first wanted: pictures before it show what a kind room looks like. */
  const hostileRoom = async () => {
    if (trials !== undefined) return trials
    trials = await dana.createRoom('Averyverylongnamethatneverends שלום '.repeat(2).slice(0, 60))
    await hostile(trials, guests)
    return trials
  }
  let garden: string | undefined
  const gardenRoom = async () => {
    if (garden !== undefined) return garden
    garden = await ben.createRoom('The garden')
    for (let hour = 1; hour < 12; hour += 1) {
      await ben.say(garden, `It is ${hour} o’clock, and all is well.`, 'Nothing grows yet.')
      await dana.say(garden, 'Patience. It is November, and the soil is cold.')
    }
    return garden
  }
  const log = (page: Page) => page.getByRole('article').last().waitFor()
  const write = (page: Page, text: string) => page.getByRole('textbox').last().fill(text)

  return [
    { name: 'welcome', who: null, path: '/' },
    { name: 'welcome-invited', who: null, path: room },
    {
      name: 'welcome-refused',
      who: null,
      path: '/',
      async act(page) {
        const form = page.locator('form').first()
        await form.locator('[name=username]').fill('anna')
        await form.locator('[name=password]').fill('not my password')
        await form.getByRole('button').click()
        await page.locator('.error').first().waitFor()
      },
    },
    { name: 'welcome-german', who: null, path: '/', language: 'de' },
    {
      name: 'rooms',
      who: anna,
      path: '/rooms',
      act: (page) => page.locator('.room-row').first().waitFor(),
    },
    {
      name: 'rooms-arabic',
      who: anna,
      path: '/rooms',
      language: 'ar',
      act: (page) => page.locator('.room-row').first().waitFor(),
    },
    {
      name: 'rooms-empty',
      who: nobody,
      path: '/',
      async act(page) {
        // The page came with the list as it is: all of it is said to be gone.
        const { rooms } = await (await page.request.get('/api/rooms')).json()
        const gone = rooms.map(({ id }: { id: string }) => id)
        const json = { cursor: 'none', rooms: [], gone, more: false }
        await page.route(/api\/me\/news/, (route) => route.fulfill({ json }))
        await page.goto('/rooms')
        await page.locator('.empty').waitFor()
      },
    },
    {
      name: 'rooms-delete',
      who: anna,
      path: '/rooms',
      async act(page) {
        await page.getByRole('button', { name: 'Options for The kitchen' }).click()
        await page.getByRole('button', { name: 'Delete The kitchen' }).click()
      },
    },
    {
      name: 'rooms-deleted',
      who: nobody,
      path: '/rooms',
      async act(page) {
        const attic = await anna.createRoom('Attic')
        await page.goto(`/rooms/${attic}`)
        await page.getByRole('textbox', { name: 'Message' }).waitFor()
        await anna.deleteRoom(attic)
        await page.getByRole('alert').waitFor()
      },
    },
    { name: 'room', who: anna, path: room, act: log },
    { name: 'room-arabic', who: anna, path: room, language: 'ar', act: log },
    {
      name: 'rooms-hostile',
      who: anna,
      path: '/rooms',
      async act(page) {
        await hostileRoom()
        await page.getByText('Averyverylong').first().waitFor()
      },
    },
    {
      name: 'room-hostile',
      who: dana,
      path: '/rooms',
      async act(page) {
        await page.goto(`/rooms/${await hostileRoom()}`)
        await log(page)
      },
    },
    {
      name: 'room-empty',
      who: nobody,
      path: '/rooms',
      async act(page) {
        const study = await anna.createRoom(`Study ${crypto.randomUUID().slice(0, 4)}`)
        await page.goto(`/rooms/${study}`)
        await page.getByRole('textbox', { name: 'Message' }).waitFor()
        await anna.deleteRoom(study).catch(() => {})
      },
    },
    {
      name: 'room-people',
      who: anna,
      path: room,
      async act(page) {
        await Promise.all([ben, dana, tallulah].map((each) => each.join(kitchen)))
        await log(page)
        if (!(await page.locator('.people').isVisible())) {
          await page.locator('[aria-controls=people]').click()
        }
        await page.locator('.people').getByText(tallulah.name).waitFor()
      },
    },
    ...troubleScenes(url, { anna, nobody, room, stairs }),
    {
      name: 'room-emoji',
      who: anna,
      path: room,
      async act(page) {
        await log(page)
        await page.getByRole('textbox', { name: 'Message' }).pressSequentially('A cup of :tea')
        await page.getByRole('option').first().waitFor()
      },
    },
    {
      name: 'room-too-long',
      who: anna,
      path: room,
      act: (page) => write(page, 'Not a short one. '.repeat(240)),
    },
    {
      name: 'room-new-messages',
      who: anna,
      path: '/rooms',
      async act(page) {
        const garden = await gardenRoom()
        await page.goto(`/rooms/${garden}`)
        await log(page)
        await page.getByRole('button', { name: 'Leave room' }).click()
        await page.getByRole('heading', { name: 'Rooms' }).waitFor()
        await dana.say(garden, 'Look, a snowdrop!', 'And another one, by the wall.')
        await ben.say(garden, 'In November?', 'Are you sure?')
        await dana.say(garden, 'I know a snowdrop when I see one.', 'Two of them.')
        await page.goto(`/rooms/${garden}`)
        await page.locator('.new-line').waitFor()
        await page.locator('.log').focus()
        await page.keyboard.press('ArrowUp')
        await page.locator('.log').evaluate((it) => it.scrollBy(0, -120))
        await ben.say(garden, 'Where?')
        await page.locator('.pill[data-news=true]').waitFor()
      },
    },
    {
      name: 'room-printed',
      who: anna,
      path: room,
      async act(page) {
        await log(page)
        await page.emulateMedia({ media: 'print' })
      },
    },
    { name: 'room-forced-colours', who: anna, path: room, forcedColours: true, act: log },
    { name: 'rooms-forced-colours', who: anna, path: '/rooms', forcedColours: true },
    { name: 'room-twice-as-large', who: anna, path: room, zoom: 2, act: log },
    ...writingScenes(ben),
    ...changeScenes(ben, room),
  ]
}
