import { afterEach, describe, expect, test } from 'vitest'
import { speak } from '../../src/web/locale/messages.ts'
import { copiedHtml, copiedText, htmlOf } from '../../src/web/text/copied.ts'

afterEach(() => speak('en'))

const said = (author: string, at: string, text: string) => ({
  author,
  postedAt: new Date(at).toISOString(),
  text,
})
const plain = (text: string) => text.replace(/\u202F/g, ' ')

describe('messages that were copied', () => {
  test('are each a line of name and time, and the text below it', () => {
    const text = copiedText([
      said('anna', '2026-03-12T09:41:00', 'Tea?'),
      said('anna', '2026-03-12T09:41:30', 'There is\n  some in the pot.'),
      said('علي', '2026-03-12T21:05:00', 'نعم'),
    ])
    expect(plain(text)).toBe(
      'anna, 9:41 AM\nTea?\n\nanna, 9:41 AM\nThere is\n  some in the pot.\n\nعلي, 9:05 PM\nنعم',
    )
  })

  test('have their days between them if there is more than one', () => {
    const text = copiedText([
      said('anna', '2025-12-31T23:59:00', 'old'),
      said('ben', '2026-01-01T00:01:00', 'new'),
      said('ben', '2026-01-01T00:02:00', 'too'),
    ])
    expect(plain(text)).toBe(
      'Wednesday, December 31, 2025\n\nanna, 11:59 PM\nold\n\n' +
        'Thursday, January 1, 2026\n\nben, 12:01 AM\nnew\n\nben, 12:02 AM\ntoo',
    )
  })

  test('are written as the page’s language does', async () => {
    await speak('de')
    expect(copiedText([said('anna', '2026-03-12T09:41:00', 'Tee?')])).toBe('anna, 09:41\nTee?')
    await speak('ar', ['ar-EG'])
    expect(copiedText([said('علي', '2026-03-12T09:41:00', 'شاي؟')])).toBe('علي، ٩:٤١ ص\nشاي؟')
  })

  test('are text and no markup of their own where text is formatted', () => {
    const html = copiedHtml([
      said('<b>', '2026-03-12T09:41:00', '<img src=x onerror=1> & "a"\n  b'),
    ])
    expect(plain(html)).toBe(
      '<p dir="auto"><strong>&lt;b&gt;, 9:41 AM</strong></p>' +
        '<p dir="auto">&lt;img src=x onerror=1&gt; &amp; &quot;a&quot;<br>&nbsp;&nbsp;b</p>',
    )
    expect(htmlOf('a  b c\n d')).toBe('a&nbsp;&nbsp;b c<br>&nbsp;d')
  })
})
