import { aDirectory, type Parlor } from '../support/examples.ts'
import { launcher, run } from '../support/running.ts'

/** Runs a command as an operator would, beside the running server. */
export async function parlorCommand(parlor: Parlor, ...parts: string[]) {
  const environment = { DATABASE_URL: parlor.database.url }
  const running = run(process.execPath, [launcher, ...parts], await aDirectory(), environment)
  return { code: await running.exitCode(), said: running.lines.join('\n') }
}

/** The code in the link that `parlor reset-password` prints. */
export async function aResetCode(parlor: Parlor, name: string): Promise<string> {
  const { said } = await parlorCommand(parlor, 'reset-password', name)
  const code = said.match(/\/reset#([\w-]{43})$/m)?.[1]
  if (code === undefined) throw new Error(`no link in: ${said}`)
  return code
}
