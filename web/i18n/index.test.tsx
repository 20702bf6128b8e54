import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'

async function speak(tag: string) {
  vi.resetModules()
  document.documentElement.lang = tag
  globalThis.pegboardTexts = tag.startsWith('de') ? (await import('./de')).default : undefined
  return { ...(await import('./index')), ...(await import('./nodes')) }
}

afterEach(() => {
  document.documentElement.lang = ''
})

describe('in English', () => {
  test('a text is what stands in the code, with its places filled', async () => {
    const { t } = await speak('en')
    expect(t('Save')).toBe('Save')
    expect(t('Remove {name}', { name: 'Ana' })).toBe('Remove Ana')
  })

  test('what tells alike words apart is not shown', async () => {
    const { t } = await speak('en')
    expect(t('level|None')).toBe('None')
  })

  test('one is not many', async () => {
    const { tn } = await speak('en')
    expect(tn(1, '{n} ticket', '{n} tickets')).toBe('1 ticket')
    expect(tn(1234, '{n} ticket', '{n} tickets')).toBe('1,234 tickets')
  })

  test('a place may hold a part of the page', async () => {
    const { tx } = await speak('en')
    expect(renderToStaticMarkup(tx('Merged into {ticket}', { ticket: <b>#7</b> }))).toBe('Merged into <b>#7</b>')
  })
})

describe('in German, as Austria writes it', () => {
  test('texts come from the catalogue', async () => {
    const { t, language, locale } = await speak('de-AT')
    expect(language).toBe('de')
    expect(locale).toBe('de-AT')
    expect(t('Save')).toBe('Speichern')
    expect(t('level|None')).toBe('Kein')
  })

  test('numbers are written as the place does, and have their plural', async () => {
    const { tn } = await speak('de')
    expect(tn(1, '{n} ticket', '{n} tickets')).toBe('1 Ticket')
    expect(tn(1234, '{n} ticket', '{n} tickets')).toBe('1.234 Tickets')
  })
})

test('a language that the console does not speak is English', async () => {
  const { t, language } = await speak('fr')
  expect(language).toBe('en')
  expect(t('Save')).toBe('Save')
})
