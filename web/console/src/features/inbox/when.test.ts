import { expect, test } from 'vitest'
import { setTimeZone } from '@/lib/format'
import { whenText } from './when'

test('conditions on moments read as a sentence would', () => {
  setTimeZone('UTC')
  expect(whenText('created~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z')).toMatch(/^Came in .*\b1\b.* – .*\b30\b/)
  expect(whenText('solved~2026-11-03T00:00:00Z~2026-11-04T00:00:00Z~by=12')).toMatch(/^Solved [^–]*\b3\b[^–]*$/)
  expect(whenText('first_response~~~never')).toBe('Not answered yet')
  expect(whenText('reopened~~,active~~2026-11-04T00:00:00Z')).toMatch(/^Opened again, With work left on .*\b3\b/)
})
