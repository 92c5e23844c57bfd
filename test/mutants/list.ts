import { ofAccounts } from './accounts.ts'
import { ofBounds } from './bounds.ts'
import { ofTheBrowser } from './browser.ts'
import { ofConversation } from './conversation.ts'
import { ofTheEdge } from './edges.ts'
import type { Fault } from './fault.ts'
import { ofThePage } from './page.ts'
import { ofRights } from './rights.ts'

/**
 * Deliberate faults of the whole product, by area. One more area is `simulation`, whose faults are in
 * `test/simulation/mutants.ts`: there the simulation is what has to catch them.
 */
export const areas: Record<string, readonly Fault[]> = {
  accounts: ofAccounts,
  rights: ofRights,
  conversation: ofConversation,
  edge: ofTheEdge,
  page: ofThePage,
  browser: ofTheBrowser,
  bounds: ofBounds,
}
