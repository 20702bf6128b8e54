import { expect, test } from 'vitest'
import { contrastOn } from './contrast'

test('contrast is that of WCAG', () => {
  expect(contrastOn('#ffffff', '#000000')).toBeCloseTo(21, 5)
  expect(contrastOn('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastOn('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrastOn('#136b5d', '#136b5d')).toBe(1)
})
