import { checkEverythingNew } from './counts.ts'
import type { Environment } from './environment.ts'
import { longestKept } from './files.ts'
import { checkSettled } from './invariants.ts'
import { calm, operations } from './operations.ts'
import { createWorld, type World } from './world.ts'

/** A request that is given up after 15 s, the longest pause after it, and a few polls; ms. */
const longestWait = 50_000

/** A step as it is drawn at random: which operation, and two numbers for it to choose by. */
export interface Step {
  operation: string
  a: number
  b: number
}

/** A story as it is drawn. */
export interface Plot {
  steps: readonly Step[]
  /** At its end nobody wakes what waits: every pause, and every request without an answer, is lived through. */
  patient: boolean
}

/** What became of a story. */
export interface Told {
  steps: number
  sentences: string[]
  breach?: unknown
}

/** Lives through a story: a quiet beginning, the steps, and an end at which all has to come right. */
export async function tell(environment: Environment, { steps, patient }: Plot): Promise<Told> {
  const world = await createWorld(environment)
  try {
    await begin(world)
    for (const { operation, a, b } of steps) await operations[operation]?.operation(world, a, b)
    await settle(world, patient)
    return { steps: world.steps(), sentences: [...world.sentences] }
  } catch (breach) {
    return { steps: world.steps(), sentences: [...world.sentences], breach }
  } finally {
    await world.end()
  }
}

/** Everybody is in the first room, with one window each. */
export async function begin(world: World): Promise<void> {
  await world.act(() => {})
  const [tea] = world.truth.livingRooms()
  if (!tea) throw new Error('The story has no room to begin in.')
  for (const browser of world.browsers) {
    await world.act(() => world.openPage(browser, 1, { kind: 'room', id: tea.id }))
    await calm(world, 100)
  }
  world.sentences.length = 0
  world.journal('Everybody is in “Tea”, with one window in each browser.')
}

/** The server runs, the line is good, and some time passes: now everything has to agree. */
export async function settle(world: World, patient = false): Promise<void> {
  world.journal('From here on nothing goes wrong any more.')
  for (const server of world.servers) {
    if (!server.isRunning()) await world.act(() => world.start(server))
  }
  for (const browser of world.browsers) await world.act(browser.wakeUp)
  if (patient) await calm(world, longestWait)
  else await hurry(world)
  checkSettled(world.pages(), world.truth, world.isRestored())
  await checkNews(world)
  if (world.files.any()) await tidyUp(world)
}

/** P16: what each process tells everybody is what is so, with their second poll at the latest. */
async function checkNews(world: World): Promise<void> {
  const ask = async (hear: typeof checkEverythingNew) => {
    for (const server of world.servers) {
      for (const { owner, cookie } of world.browsers) {
        hear(owner, await server.everythingNew(cookie), world.truth)
      }
    }
  }
  if (world.servers.length > 1) {
    await ask(() => {})
    await calm(world, 2500)
  }
  await ask(checkEverythingNew)
}

/** P15: an hour later nothing is left of what was sent and not posted. */
async function tidyUp(world: World): Promise<void> {
  for (const page of world.pages()) world.closePage(page)
  // A server whose clock was put back takes what came before for newer than it is; and they may differ.
  const skew = 2 * Math.max(...world.servers.map((server) => server.mostSkew()))
  await world.act(() => world.timeline.pass(longestKept + skew + 60_000), 'an hour passes')
  // What follows is a commit each: the file is given up, its bytes go, it goes.
  for (let time = 0; time < 4; time += 1) {
    for (const server of world.servers) await world.act(server.purge)
    await calm(world, 1000)
  }
  await world.files.checkNothingLeft()
}

async function hurry(world: World): Promise<void> {
  for (const exchange of world.network.open()) {
    const onItsWay = world.network
      .arriving()
      .some((p) => p.kind !== 'word' && p.exchange === exchange)
    if (!onItsWay) await world.act(() => exchange.settle('broken'))
  }
  await calm(world, 1500)
  for (const page of world.pages()) await world.act(page.wake)
  await calm(world, 3500)
}
