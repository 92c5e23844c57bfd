import { type Fault, fault } from './fault.ts'

const guessing = 'src/server/domain/guessing.ts'
const passwords = 'src/server/domain/password-rules.ts'
const sessions = 'src/server/domain/sessions.ts'
const invites = 'src/server/domain/invites.ts'
const stored = 'src/server/domain/stored-invites.ts'
const cookies = 'src/server/http/plumbing/authentication.ts'

export const ofAccounts: Fault[] = [
  fault('guessing at one account goes on', 'http/guessing', guessing, 'free: 20,', 'free: 200,'),
  fault(
    'guessing is stopped one try late',
    'http/guessing',
    guessing,
    'failures < limits.free',
    'failures <= limits.free',
  ),
  fault(
    'guessing never ends for good',
    'http/guessing',
    guessing,
    'if (failures >= limits.end) return',
    'if (failures < 0) return',
  ),
  fault(
    'the pause after wrong passwords does not double',
    'http/guessing',
    guessing,
    'limits.firstDelay * 2 ** (failures - limits.free)',
    'limits.firstDelay',
  ),
  fault(
    'the longest pause after wrong passwords is a day',
    'http/guessing',
    guessing,
    'longestDelay: 60 * minute',
    'longestDelay: 24 * 60 * minute',
  ),
  fault(
    'an unknown name is answered sooner',
    'http/guessing',
    'src/server/domain/hashing.ts',
    'const against = phc ?? (await decoy)',
    'if (phc === undefined) return false\n      const against = phc',
  ),
  fault(
    'whoever has no account gets in',
    'http/session',
    'src/server/domain/hashing.ts',
    'return matched && phc !== undefined',
    'return matched || phc === undefined',
  ),
  fault(
    'common passwords are taken',
    'domain/password-rules',
    passwords,
    '(await common).has(plain)',
    'plain.length === 0',
  ),
  fault(
    'a password of seven characters is taken',
    'domain/password-rules',
    passwords,
    'points.length < min)',
    'points.length < min - 1)',
  ),
  fault(
    'a password of one sign is taken',
    'domain/password-rules',
    passwords,
    'const fewestDifferent = 3',
    'const fewestDifferent = 1',
  ),
  fault(
    'one’s own name is taken for a password',
    'domain/password-rules',
    passwords,
    '[...words, ...ownWords].map',
    'ownWords.map',
  ),
  fault(
    'a password is another one when it is typed elsewhere',
    'domain/password-rules',
    passwords,
    `typed.normalize('NFKC')`,
    'typed',
  ),
  fault(
    'a session ends after a day of rest',
    'http/session',
    sessions,
    'idle: 30 * day',
    'idle: day',
  ),
  fault(
    'a session never ends',
    'http/session',
    sessions,
    'absolute: 180 * day',
    'absolute: 18_000 * day',
  ),
  fault(
    'the cookie is gone when the browser closes',
    'http/cookies',
    cookies,
    '    maxAge: sessionLimits.absolute / 1000,\n',
    '',
  ),
  fault(
    'the cookie is kept a thousand times too long',
    'http/cookies',
    cookies,
    'sessionLimits.absolute / 1000',
    'sessionLimits.absolute',
  ),
  fault(
    'who ends all other sessions ends this one',
    'http/own-account',
    sessions,
    'if (id !== keep) await remove',
    'await remove',
  ),
  fault(
    'who logs out of their last session stays in the room',
    'http/session',
    sessions,
    'if (await remove(tx, actor.id, sessionId)) await leaveIfGone(tx, actor)',
    'await remove(tx, actor.id, sessionId)',
  ),
  fault(
    'an invitation is good for ever',
    'http/invites',
    stored,
    `.where('expires_at', '>', now)`,
    '',
  ),
  fault(
    'a withdrawn invitation is good',
    'http/invites',
    stored,
    `    .where('code_hash', '=', codeHash)\n    .where('withdrawn_at', 'is', null)`,
    `    .where('code_hash', '=', codeHash)`,
  ),
  fault(
    'an invitation lets in one too many',
    'http/invites',
    stored,
    `eb('uses_left', '>', 0)`,
    `eb('uses_left', '>', -1)`,
  ),
  fault(
    'an invitation lets in who is banned',
    'http/invites',
    invites,
    'await refuseBanned(tx.db, { roomId: room.id, personId: actor.id }, tx.now)\n  await useUp',
    'await useUp',
  ),
  fault(
    'whoever likes makes an account where one has to be invited',
    'http/invites',
    invites,
    'if (!mayCome) throw',
    'if (!mayCome && registration === codeHash) throw',
  ),
]
