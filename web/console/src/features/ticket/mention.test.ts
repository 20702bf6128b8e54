import { expect, test } from 'vitest'
import { startedMention, stillMentioned, withMention } from './mention'

test.each([
  ['@', 1, { from: 0, q: '' }],
  ['Ask @an', 7, { from: 4, q: 'an' }],
  ['Ask @Ana Co', 11, { from: 4, q: 'Ana Co' }],
  ['(@Ana', 5, { from: 1, q: 'Ana' }],
  ['Ask @an first', 7, { from: 4, q: 'an' }],
  ['mail ana@demo', 13, null],
  ['@Ana Costa knows it', 19, null],
  ['nobody', 6, null],
])('in %j at %i it finds %j', (text, caret, found) => {
  expect(startedMention(text, caret)).toEqual(found)
})

test('a name takes the place of what was typed', () => {
  expect(withMention('Ask @an first', { from: 4, q: 'an' }, 'Ana Costa')).toEqual({
    text: 'Ask @Ana Costa first',
    caret: 15,
  })
})

test('who was taken out again is not mentioned, and nobody twice', () => {
  const ana = { id: 1, name: 'Ana Costa' }
  expect(stillMentioned('@Ana Costa, look', [ana, { id: 2, name: 'Ben Okafor' }, ana])).toEqual([ana])
})
