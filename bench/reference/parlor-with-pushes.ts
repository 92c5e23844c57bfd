import { readConfig } from '../../src/server/config.ts'
import { start } from '../../src/server/start.ts'
import { cert } from '../../test/support/push-certificate.ts'

// Parlor as it is, but for where push services are: on this machine, which it otherwise sends nothing to.
const server = await start(readConfig(process.env), {
  clock: Date.now,
  internet: {
    ca: cert,
    lookup: (_name, { all }, done) => {
      if (all) done(null, [{ address: '127.0.0.1', family: 4 }])
      else done(null, '127.0.0.1', 4)
    },
    mayReach: (address) => address === '127.0.0.1',
  },
})
process.on('SIGTERM', async () => {
  await server.close()
  process.exit()
})
