import type { Guest } from './parlor.ts'

type Guests = { anna: Guest; ben: Guest; dana: Guest }

/** A room as it is on a good day. */
export async function chat(room: string, { anna, ben, dana }: Guests) {
  await anna.say(
    room,
    'Good morning! The kettle is on.',
    'There is bread from yesterday, and the plum jam that everyone pretends not to like.',
  )
  await ben.say(room, 'Morning. Is the meeting at ten or at half past?')
  await dana.say(
    room,
    'Half past. The notes are at https://example.org/notes/(autumn), please add yours before.',
    'Two things from last time:\n1. the blue door still sticks\n2. nobody has the second key',
  )
  await ben.answer(
    room,
    'the blue door',
    'I have the second key. @anna, it hangs by **your** door.',
  )
  await anna.say(room, '☕')
  await dana.say(
    room,
    'Of course you have.',
    'Then let us look at the door together after lunch. It has been sticking since the rain in ' +
      'September, and I would rather not call the joiner a third time for something that a plane ' +
      'and ten quiet minutes can mend.',
  )
  await anna.say(room, 'I can hold the door.')
  await ben.react(room, 'after lunch', '👍')
  await anna.react(room, 'after lunch', '👍')
  await dana.react(room, 'I have the second key', '🎉')
}

/** What people send to see what breaks. */
export async function hostile(room: string, { anna, ben, dana }: Guests) {
  const marks = '\u0315\u031b\u0340\u0341\u0358\u0321\u0322\u0327\u0328\u0334'
  await anna.say(
    room,
    '<img src=x onerror=alert(1)><script>alert(2)</script>',
    'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(8),
  )
  await ben.say(
    room,
    'שלום לכולם, מה שלומכם היום? (hello!)',
    'صباح الخير، هل هناك شاي في المطبخ؟',
    Array.from('combining', (letter) => letter + marks.repeat(4)).join(''),
  )
  await dana.say(
    room,
    '👩‍👩‍👧‍👦🏳️‍🌈🫶🏽',
    `https://example.org/${'a-very-long-path/'.repeat(20)}`,
    'javascript:alert(1) data:text/html,hello https://example.org/ok',
    Array.from({ length: 60 }, (_, line) => `Line ${line + 1} of a wall of text.`).join('\n'),
  )
}
