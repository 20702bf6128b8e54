// What the console says, in the language of the page. English stands in the
// code itself; other languages have a catalogue by the English text, which the
// server puts before the page's own script. So it is there when this module
// begins, and `t` may be called anywhere, also in the constants of modules.

import type de from './de'

export type Catalogue = typeof de
type Plural = { one: string; other: string }

declare global {
  /** The texts of the page's language by the English ones; none in English. */
  var pegboardTexts: Record<string, string | Plural> | undefined
}

/** Every text of the catalogues without plural forms, and every one with them. */
export type Text = { [K in keyof Catalogue]: Catalogue[K] extends string ? K : never }[keyof Catalogue]
export type PluralText = Exclude<keyof Catalogue, Text>

/** The names in braces of a text. */
export type Names<S> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never
type Values<S> = [Names<S>] extends [never] ? [] : [values: Record<Names<S>, string | number>]
type More<S> = [Exclude<Names<S>, 'n'>] extends [never] ? [] : [values: Record<Exclude<Names<S>, 'n'>, string | number>]

/** What a person may choose: a language that the console speaks, as a place writes it. */
export const locales = ['en-GB', 'en-US', 'de', 'de-AT', 'de-CH']
export type Language = 'en' | 'de'

/** A language by the name that its own speakers give it. */
export const localeName = (tag: string) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag

/** Dates and numbers are written for this place, such as de-AT; the server puts it on the page. */
export const locale = document.documentElement.lang || 'en'
export const language: Language = locale.split('-')[0] === 'de' ? 'de' : 'en'

const catalogue = globalThis.pegboardTexts
const rule = new Intl.PluralRules(locale)
const digits = new Intl.NumberFormat(locale)

/** Puts values in the places of their names. */
const fill = (text: string, values: Record<string, string | number> = {}) =>
  text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))

/** A text as it stands in the page's language, its places still open. What stands before a bar only tells alike words apart. */
export function translated(text: Text): string {
  const known = catalogue?.[text]
  return typeof known === 'string' ? known : text.slice(text.indexOf('|') + 1)
}

/** Says a text: `t('Save')`, `t('Ask {name}', { name })`, `t('verb|Open')`. */
export function t<S extends Text>(text: S, ...[values]: Values<S>): string {
  return fill(translated(text), values)
}

/** Says a text about a number: `tn(2, '{n} ticket', '{n} tickets')`. The number is written as the reader's place does. */
export function tn<S extends PluralText>(n: number, one: string, other: S, ...[values]: More<S>): string {
  const known = catalogue?.[other] ?? { one, other }
  const form = typeof known === 'string' ? known : rule.select(n) === 'one' ? known.one : known.other
  return fill(form, { ...(values as Record<string, string | number> | undefined), n: digits.format(n) })
}
