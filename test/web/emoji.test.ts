import { describe, expect, test } from 'vitest'
import { begunAt } from '../../src/web/text/emoji.ts'
import { fitting } from '../../src/web/text/fitting-emoji.ts'

describe('a shortcode is begun', () => {
  test.for([
    [':te', { start: 0, name: 'te', closed: false }],
    ['a cup of :tea', { start: 9, name: 'tea', closed: false }],
    ['a cup of :tea:', { start: 9, name: 'tea', closed: true }],
    ['(:cry', { start: 1, name: 'cry', closed: false }],
    [`${'x'.repeat(1000)} :clock1:`, { start: 1001, name: 'clock1', closed: true }],
    [':zzz', { start: 0, name: 'zzz', closed: false }],
    ['line\n:Tea', { start: 5, name: 'tea', closed: false }],
    ['🫖 :tea', { start: 3, name: 'tea', closed: false }],
    [':Piñata', { start: 0, name: 'pinata', closed: false }],
    [':pin\u0303ata:', { start: 0, name: 'pinata', closed: true }],
    [':ｔｅａ', { start: 0, name: 'tea', closed: false }],
  ] as const)('at the end of %j', ([text, begun]) => {
    expect(begunAt(text, text.length)).toEqual(begun)
  })

  test.for([
    ...[
      '',
      ':',
      ':t',
      'at 9:30',
      'https://',
      'a:b',
      'x :) ',
      ':tea for',
      'http:/',
      'C:\\dir',
      '::',
    ],
    ...['std::vector', ':DD', ':D', ':p', ':pp', ':oo', ':OO', ':xD', ':XD', ':oO', ':OK', ':ooo'],
    ...[
      ':-P',
      ':-p',
      ':-)',
      ':3',
      ':30',
      ':80',
      ':80:',
      ':100',
      ':100:',
      ':+1',
      ':+1:',
      ':-1',
      ':8ball',
    ],
    ...[`:${'x'.repeat(50)}`, `x:${'te'.repeat(22)}`],
  ])('not by %j', (text) => {
    expect(begunAt(text, text.length)).toBeNull()
  })

  test.for([
    [':teacup', 4],
    [':tea:cup', 5],
    [':tea:茶', 5],
    [':tea:3', 5],
    [':tea::cup:', 5],
  ] as const)('not in the middle of a word: %j at %i', ([text, caret]) => {
    expect(begunAt(text, caret)).toBeNull()
  })

  test.for([':tea: cup', ':tea:, then', ':tea:\ncup', ':tea:)'])(
    'before what is no word: %j',
    (text) => {
      expect(begunAt(text, 5)).toEqual({ start: 0, name: 'tea', closed: true })
    },
  )

  test('only by what stands before the caret', () => {
    expect(begunAt(':tea and :cake', 4)).toEqual({ start: 0, name: 'tea', closed: false })
    expect(begunAt(':tea and :cake', 8)).toBeNull()
  })
})

describe('the emoji on offer', () => {
  const all = ['teacup', 'steam', 'tea', 'teapot', 'tennis', 'team', 'cake'].map((name) => ({
    name,
    sign: name.toUpperCase(),
  }))
  const names = (wanted: string, most?: number) =>
    fitting(all, wanted, most).map(({ name }) => name)

  test('are those whose name begins as typed, the shortest first, then those that contain it', () => {
    expect(names('tea')).toEqual(['tea', 'team', 'teacup', 'teapot', 'steam'])
  })

  test('are a handful at most, and none when nothing fits', () => {
    expect(names('te', 2)).toEqual(['tea', 'team'])
    expect(names('coffee')).toEqual([])
  })

  test('leave the list of all of them as it was', () => {
    const before = all.map(({ name }) => name)
    names('te')
    expect(all.map(({ name }) => name)).toEqual(before)
  })
})
