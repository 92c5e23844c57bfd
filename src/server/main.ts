import { Command } from 'commander'
import { createPrivateFiles } from './database/private-files.ts'

// Before any command opens anything: what people say is for nobody else on the machine to read.
createPrivateFiles()

const program = new Command('parlor').description('Chat rooms that you host yourself.')

program
  .command('start', { isDefault: true })
  .description('run the server')
  .option('--workers <n>', 'processes that share the port', Number, 1)
  .action(async (options) => (await import('./cli/start.ts')).startServer(options))

program
  .command('initdb')
  .description('create the database or bring it up to date, and nothing else')
  .action(async () => (await import('./cli/initdb.ts')).initdb())

program
  .command('backup')
  .description('copy the database into a new file, even while the server runs')
  .argument('[file]', 'the file to write; it must not exist yet')
  .option('--folder <dir>', 'instead: where to keep several, with dates in their names')
  .option('--keep <n>', 'so many stay in the folder; older ones are removed')
  .action(async (file, options) => (await import('./cli/backup.ts')).backup(file, options))

program
  .command('restore')
  .description('put a backup in the place of the database, and set aside what is there')
  .argument('<file>', 'a copy of a database of Parlor')
  .action(async (file) => (await import('./cli/restore.ts')).restore(file))

program
  .command('people')
  .description('list the accounts')
  .option('--json', 'a line of JSON for each')
  .action(async (options) => (await import('./cli/people.ts')).people(options))

program
  .command('reset-password')
  .description('print a link that sets a new password, once and within an hour')
  .argument('<username>')
  .option('--url <url>', 'the address at which people find this Parlor')
  .action(async (name, options) =>
    (await import('./cli/reset-password.ts')).resetPassword(name, options),
  )

program
  .command('delete-room')
  .description('delete a room, whoever created it')
  .argument('<room>', 'its name or its id')
  .action(async (room) => (await import('./cli/delete-room.ts')).deleteRoom(room))

program
  .command('disable')
  .description('shut an account and log it out everywhere')
  .argument('<username>')
  .action(async (name) => (await import('./cli/disable.ts')).shutAccount(name, true))

program
  .command('enable')
  .description('open an account that was shut')
  .argument('<username>')
  .action(async (name) => (await import('./cli/disable.ts')).shutAccount(name, false))

program
  .command('make-admin')
  .description('give an account a say over the whole instance')
  .argument('<username>')
  .action(async (name) => (await import('./cli/make-admin.ts')).makeAdmin(name))

program
  .command('instance')
  .description('show what this Parlor is called and who may make an account, or change it')
  .option('--name <name>', 'what it is called')
  .option('--registration <who>', 'open, invite (whoever has an invitation) or closed')
  .option('--welcome <text>', 'what those read who are asked to log in')
  .option('--picture <file>', 'and see')
  .option('--no-picture', 'they see none any more')
  .action(async (options) => (await import('./cli/instance.ts')).instance(options))

program
  .command('audit')
  .description('write down, a line of JSON for each, what people did who have a say over others')
  .action(async () => (await import('./cli/audit.ts')).exportAudit())

program
  .command('jobs')
  .description('list what is still to be done after changes, and what has failed for good')
  .option('--json', 'a line of JSON for each')
  .option('--retry <id>', 'instead: have one that has failed tried again')
  .option('--drop <id>', 'instead: give one up that has failed')
  .action(async (options) => (await import('./cli/jobs.ts')).jobs(options))

program
  .command('twins')
  .description('list names that look alike, from before that was refused')
  .action(async () => (await import('./cli/twins.ts')).listTwins())

program
  .command('copy')
  .description('move to another database: copy everything into an empty one')
  .option('--from <url>', 'sqlite:PATH or postgres://…; stop its server first')
  .option('--from-file <file>', 'a file that holds this URL: others see what stands in a command')
  .option('--to <url>', 'sqlite:PATH or postgres://…, without any rows')
  .option('--to-file <file>', 'a file that holds this URL')
  .action(async (options) => (await import('./cli/copy.ts')).copy(options))

program
  .command('seed')
  .description('fill the database for demos and load tests')
  .requiredOption('--users <n>', 'people to create', Number)
  .requiredOption('--rooms <n>', 'rooms to create', Number)
  .requiredOption('--messages <n>', 'messages to spread over the rooms', Number)
  .option('--sessions <file>', 'write a line of JSON for each person: {"username","cookie"}')
  .action(async (options) => (await import('./cli/seed.ts')).seed(options))

try {
  await program.parseAsync()
} catch (error) {
  console.error(`parlor: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
