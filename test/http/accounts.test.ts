import { randomBytes, randomInt } from 'node:crypto'
import { describe, expect } from 'vitest'
import { aName, aParlor, aPassword, aPerson, aStranger, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

test('signing up gives an account and logs in at once', async ({ parlor }) => {
  const anna = aStranger(parlor)
  const user = await anna.signUp()
  expect(user.username).toBe(anna.name)
  expect(await anna.session()).toMatchObject({ user, room: null })
})

test('an answer about a person holds their id, name and role and nothing else', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const { user } = await anna.session()
  expect(new Set(Object.keys(user))).toEqual(new Set(['id', 'username', 'role']))
})

describe('a username', () => {
  test.for([
    ['one that is one character too short', 'a'],
    ['one of 31 characters', 'a'.repeat(31)],
    ['an empty one', ''],
    ['one of spaces', '   '],
    ['one with a NUL', 'an\u0000na'],
    ['one with a line break', 'an\nna'],
    ['one that changes the direction of writing', '\u202Eanna'],
    ['one with a zero-width space', 'an\u200Bna'],
    ['one with a zero-width joiner', 'an\u200Dna'],
    ['one with a soft hyphen', 'an\u00ADna'],
    ['one with a byte order mark', 'an\uFEFFna'],
    ['one with half a surrogate pair', 'an\uD800na'],
    ['one with a tag character', 'anna\u{E0041}'],
    ['one with five accents on one letter', `na${'\u0301'.repeat(5)}`],
    ['a wall of combining marks', `a${'\u0301'.repeat(20)}`],
  ] as const)('%s is refused', async ([_, username], { parlor }) => {
    const stranger = new Person(parlor, username, aPassword())
    const { name, password } = stranger
    const reply = await stranger.send('POST', '/api/accounts', { username: name, password })
    expectInvalid(reply, 'username')
    expectRefusal(await stranger.send('GET', '/api/session'), 'not_logged_in')
  })

  test('of 30 characters is welcome, counted as people count', async ({ parlor }) => {
    const rare = () => String.fromCodePoint(0x20000 + randomInt(4000))
    const longest = Array.from({ length: 30 }, rare).join('')
    expect(longest).toHaveLength(60)
    const user = await new Person(parlor, longest, aPassword()).signUp()
    expect(user.username).toBe(longest)
  })

  test('of two characters is welcome, and four accents on one letter are', async ({ parlor }) => {
    for (const name of ['Öw', `${aName('zoe')}${'\u0301'.repeat(4)}`]) {
      const user = await new Person(parlor, name, aPassword()).signUp()
      expect(user.username).toBe(name.normalize('NFC'))
    }
  })

  test.for(['José', '山田太郎', 'Ольга', 'محمد', 'علی\u200Cرضا', '李', 'Tom・Hanks', 'རྡོ་རྗེ'])(
    'such as %s is welcome',
    async (name, { parlor }) => {
      const user = await new Person(parlor, name, aPassword()).signUp()
      expect(user.username).toBe(name)
    },
  )

  const lookAlikes: [string, (name: string) => string][] = [
    ['the same again', (name) => name],
    ['in capitals', (name) => name.toUpperCase()],
    ['with a Cyrillic a', (name) => name.replaceAll('a', '\u0430')],
    ['with a Cyrillic o', (name) => name.replaceAll('o', '\u043E')],
    ['with a letter that is not seen', (name) => `${name.slice(0, 4)}\u034F${name.slice(4)}`],
    ['with a filler behind it', (name) => `${name}\u3164`],
    ['in full-width letters', (name) => name.replace(/[a-z]/g, toFullWidth)],
    ['with its accents taken apart', (name) => name.normalize('NFD')],
  ]
  test.for(lookAlikes)('is taken for others: %s', async ([_, disguise], { parlor }) => {
    const anna = await aPerson(parlor, 'éoanna')
    const username = disguise(anna.name)
    const impostor = new Person(parlor, username, aPassword())
    const { password } = impostor
    const reply = await impostor.send('POST', '/api/accounts', { username, password })
    expectRefusal(reply, 'username_taken')
    expectRefusal(await impostor.send('GET', '/api/session'), 'not_logged_in')
  })

  test.for([
    ['ann x', 'ann  x'],
    ['lily', 'Iily'],
    ['ТОМ', 'TOM'],
    ['ᴛᴏᴍ', 'Tom'],
  ] as const)('%s is taken, once it is somebody’s, for %s', async ([first, second], { parlor }) => {
    const anna = aStranger(parlor)
    const [{ password }, impostor] = [anna, aStranger(parlor)]
    // Beside what other tests call their people.
    const end = aName(' of')
    const signUp = (who: Person, name: string) =>
      who.send('POST', '/api/accounts', { username: name + end, password })
    expect((await signUp(anna, first)).status).toBe(201)
    expectRefusal(await signUp(impostor, second), 'username_taken')
  })

  test('that several people ask for at once goes to exactly one of them', async ({ parlor }) => {
    const username = aName('anna')
    const strangers = Array.from({ length: 6 }, () => new Person(parlor, username, aPassword()))
    const replies = await Promise.all(
      strangers.map((stranger) => {
        const { password } = stranger
        return stranger.send('POST', '/api/accounts', { username, password })
      }),
    )
    const statuses = replies.map((reply) => reply.status).toSorted()
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409])
  })
})

describe('a password', () => {
  test.for([
    ['seven characters', 'x9-Kq2w'],
    ['257 characters', `${randomBytes(128).toString('hex')}x`],
    ['one that everybody uses', 'password1'],
    ['one that everybody uses, in capitals', 'PASSWORD1'],
    ['a row of digits', '123456789'],
    ['half a surrogate pair', `${aPassword()}\uD800`],
  ] as const)('of %s is refused', async ([_, password], { parlor }) => {
    const stranger = aStranger(parlor)
    const account = { username: stranger.name, password }
    const reply = await stranger.send('POST', '/api/accounts', account)
    expectInvalid(reply, 'password')
    expect(reply.text).not.toContain(password)
  })

  test('that is a name of its person or its place is refused, wherever one is set', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const site = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'chat.mulberry.example' }
    const stranger = aStranger(parlor)
    const { name: username } = stranger
    const anna = aStranger(parlor)
    const account = { username: anna.name, password: anna.password }
    expect((await anna.send('POST', '/api/accounts', account, site)).status).toBe(201)
    const places = ['chat.mulberry.example', 'Mulberry2026', '!!mulberry!!', 'parlor-2026']
    for (const password of [username, `${username}1`, ...places]) {
      const reply = await stranger.send('POST', '/api/accounts', { username, password }, site)
      expectInvalid(reply, 'password')
    }
    for (const word of [anna.name, ...places]) {
      const password = { current: anna.password, new: word }
      expectInvalid(await anna.send('PATCH', '/api/me', { password }, site), 'password.new')
    }
    const elsewhere = { username, password: 'Mulberry2026' }
    expect((await stranger.send('POST', '/api/accounts', elsewhere)).status).toBe(201)
  })

  test.for([
    ['eight characters', 'x9-Kq2w!'],
    ['256 characters', randomBytes(128).toString('hex')],
    ['letters of any script and emoji', 'ключ 鍵 🗝️ kulcs'],
  ] as const)('of %s is welcome', async ([_, password], { parlor }) => {
    const anna = new Person(parlor, aName('anna'), password)
    await anna.signUp()
    await anna.inAnotherWindow()
  })

  test('that is a name of the host is refused', async () => {
    const parlor = await aParlor({ ALLOWED_HOSTS: 'kettle.example.org' })
    const stranger = aStranger(parlor)
    for (const password of ['kettle.example.org', 'Kettle.Example.ORG!', 'parlor-2026']) {
      const account = { username: stranger.name, password }
      expectInvalid(await stranger.send('POST', '/api/accounts', account), 'password')
    }
    expect((await aPerson(parlor)).name).not.toBe('')
  })

  test('that is one’s own name is refused', async ({ parlor }) => {
    const stranger = aStranger(parlor)
    for (const password of [stranger.name, `${stranger.name.toUpperCase()} 1`]) {
      const account = { username: stranger.name, password }
      expectInvalid(await stranger.send('POST', '/api/accounts', account), 'password')
    }
  })

  test('that differs only in its 256th character is a different one', async ({ parlor }) => {
    const start = randomBytes(128).toString('hex').slice(1)
    const anna = new Person(parlor, aName('anna'), `${start}a`)
    await anna.signUp()
    const guess = { username: anna.name, password: `${start}b` }
    const reply = await aStranger(parlor).send('POST', '/api/session', guess)
    expectRefusal(reply, 'invalid_credentials')
  })
})

function toFullWidth(letter: string): string {
  return String.fromCodePoint(letter.charCodeAt(0) - 0x21 + 0xff01)
}
