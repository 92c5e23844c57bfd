import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/protocol/refusal.ts'
import { checkedPassword } from '../../src/server/domain/password-rules.ts'

/** The code that a password is refused with; undefined where it is taken. */
async function refusal(password: string, words: string[] = []): Promise<string | undefined> {
  try {
    await checkedPassword(password, words)
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.details.errors?.[0]?.code
  }
}

describe('a password is refused', () => {
  test.for([
    ['of seven characters', 'x9-Kq2w', 'too_short'],
    ['of four letters that are typed as eight', 'e\u0301'.repeat(4), 'too_short'],
    ['of 257 characters', `${'ab-cd+ef'.repeat(32)}x`, 'too_long'],
    ['that grows past 256 once composed', `${'ab-cd+ef'.repeat(31)}\uFDFA`, 'too_long'],
    ['that is common', 'password1', 'too_common'],
    ['that is common, in capitals', 'PASSWORD1', 'too_common'],
    ['that is common, in full-width letters', 'ｐａｓｓｗｏｒｄ１', 'too_common'],
    ['of one letter', 'aaaaaaaaaaaa', 'too_simple'],
    ['of one letter, large and small', 'aAaAaAaAaA', 'too_simple'],
    ['of two letters in turn', 'abababababab', 'too_simple'],
    ['of spaces', ' '.repeat(8), 'unseen_signs'],
    ['of spaces of all kinds', '\u3000\u2003\u00A0 \u200A\u2009\u2008\u205F', 'unseen_signs'],
    ['of letters that nobody sees', '\u3164\u034F\u200B'.repeat(4), 'unseen_signs'],
    ['with half a surrogate pair', 'x9-Kq2w!\uD800', 'wrong_form'],
  ] as const)('%s', async ([_, password, code]) => {
    expect(await refusal(password)).toBe(code)
  })

  test.for([
    ['the username', 'anna the first', 'anna the first'],
    ['the username in capitals', 'anna the first', 'ANNA THE FIRST'],
    ['the username in full-width letters', 'annabella', 'ａｎｎａｂｅｌｌａ'],
    ['the username with a year behind it', 'annabella', 'annabella2026!'],
    ['the username twice', 'annab', 'annabannab'],
    ['the product’s name', 'bob', 'Parlor123'],
    ['the product’s name in its other spelling', 'bob', '12parlour34'],
    ['the host’s name', 'chat.example.org', 'chat.example.org'],
  ] as const)('that is %s', async ([_, word, password]) => {
    expect(await refusal(password, [word])).toBe('too_simple')
  })
})

describe('a password is welcome', () => {
  test.for([
    ['of eight characters', 'x9-Kq2w!'],
    ['of 256 characters', 'ab-cd+ef'.repeat(32)],
    ['of letters of any script and emoji', 'ключ 鍵 🗝️ kulcs'],
    ['of digits', '48213907556120'],
    ['of digits and signs', '#731-904.228'],
    ['of emoji', '🗝️🚲🌍🥨🎻🪁🧦🫖'],
    ['with the username in it, among other words', 'annabella rows at dawn'],
  ] as const)('%s', async ([_, password]) => {
    expect(await refusal(password, ['annabella'])).toBeUndefined()
  })

  test('that is the same however it is composed', async () => {
    expect(await checkedPassword('cafe\u0301 au lait', [])).toBe('café au lait')
  })
})
