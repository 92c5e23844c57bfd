import { readFileSync } from 'node:fs'

// Loaded into the server's process, and into its threads, before anything else. libfaketime would do
// the same from outside, where a machine has it.
const file = process.env.CLOCK_FILE ?? ''
const tellTime = Date.now.bind(Date)

/** The server's clock is off by as many ms as the file says. */
Date.now = () => tellTime() + Number(readFileSync(file, 'utf8'))
