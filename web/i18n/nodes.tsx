import { Fragment, type ReactNode } from 'react'
import { type Names, type Text, translated } from './index'

/** Says a text with parts of the page in its places: `tx('Press {key}', { key: <kbd>?</kbd> })`. */
export function tx<S extends Text>(text: S, values: Record<Names<S>, ReactNode>): ReactNode {
  const parts = translated(text).split(/\{(\w+)\}/)
  return parts.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
    <Fragment key={place}>{place % 2 === 0 ? part : values[part as Names<S>]}</Fragment>
  ))
}
