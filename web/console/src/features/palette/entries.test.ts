import { expect, test } from 'vitest'
import { fits } from './entries'

test('every word of the question begins a word of the label', () => {
  expect(fits('Profile and password', 'pass')).toBe(true)
  expect(fits('Profile and password', 'pas pro')).toBe(true)
  expect(fits('Profile and password', 'word')).toBe(false)
  expect(fits('Profile and password', 'pass x')).toBe(false)
  expect(fits('Inbox', '')).toBe(true)
})
