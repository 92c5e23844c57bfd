import { describe, expect, test } from 'vitest'
import { fold } from '../../src/web/text/fold.ts'

describe('a finder', () => {
  test.for([
    ['cafe', 'Café'],
    ['café', 'CAFE'],
    ['istanbul', 'İstanbul'],
    ['ISPARTA', 'ısparta'],
    ['strasse', 'Straße'],
    ['straße', 'STRASSE'],
    ['GROẞ', 'gross'],
    ['οδυσσεύς', 'ΟΔΥΣΣΕΥΣ'],
    ['λογος', 'ΛΌΓΟΣ ΚΑΙ'],
    ['tea', 'ＴＥＡ room'],
    ['カフェ', 'ｶﾌｪ'],
    ['fin', 'ﬁn'],
    ['علیرضا', 'علی\u200Cرضا'],
    ['ශ්රී', 'ශ්\u200Dරී'],
    ['محمد', 'مُحَمَّد'],
    ['احمد', 'أحمد'],
    ['שלום', 'שָׁלוֹם'],
    ['елка', 'Ёлка'],
    ['lodz', 'Łódź'],
    ['orsted', 'Ørsted'],
    ['da nang', 'Đà Nẵng'],
    ['aether', 'Æther'],
    ['한', '한국'],
    ['❤', '❤️'],
    ['a b', ' a \u00A0 b '],
    ['soft', 'so\u00ADft'],
    ["o'hara", 'O’Hara'],
    ['‘hara', "o'hara"],
    ["n'djamena", 'Nʼdjamena'],
    ['jean-luc', 'Jean‐Luc'],
    ['9-5', '9–5'],
    ['-3', '−3'],
  ] as const)('for %s finds %s', ([wanted, name]) => {
    expect(fold(name)).toContain(fold(wanted))
  })

  test.for([
    ['की', 'का'],
    ['กี', 'กู'],
    ['cafe', 'cave'],
    ['1', '2'],
  ] as const)('for %s does not find %s', ([wanted, name]) => {
    expect(fold(name)).not.toContain(fold(wanted))
  })
})

describe('what a text is to a finder', () => {
  /** The iota below a Greek vowel: an accent in small letters, a letter of its own in large ones. */
  const iotaBelow = /\u0345/

  test('is the same for each character that has cases or forms, in any of them, and for what it is itself', () => {
    const apart: string[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const sign = String.fromCodePoint(code)
      if (!/[\p{M}\p{Changes_When_NFKC_Casefolded}\p{Changes_When_Casemapped}]/u.test(sign))
        continue
      const text = `x${sign}y`
      const folded = fold(text)
      const forms = [folded, text.normalize('NFC'), text.normalize('NFD'), text.normalize('NFKC')]
      const cases = [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()]
      const same = forms.concat(iotaBelow.test(text.normalize('NFD')) ? [] : cases)
      if (same.some((form) => fold(form) !== folded)) apart.push(code.toString(16))
    }
    expect(apart).toEqual([])
  })

  test('holds what each of its parts is, wherever one cuts it', () => {
    const texts = ['Großer ΚΌΣΜΟΣ, İğdır', 'Crème brûlée à la carte', 'ŁÓDŹ ＡＢＣ ﬃ', 'مُحَمَّد شَكِيل']
    for (const text of texts) {
      const signs = Array.from(text)
      for (let from = 0; from < signs.length; from += 1) {
        for (let to = from + 1; to <= signs.length; to += 1) {
          expect(fold(text)).toContain(fold(signs.slice(from, to).join('')))
        }
      }
    }
  })
})
