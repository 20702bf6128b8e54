import { type ReactNode, useContext } from 'react'
import { HeadingLevel } from './context'

type Tag = 'h2' | 'h3' | 'h4' | 'h5' | 'h6'

/** A heading one level below what stands above it. */
export function Heading({ children, className }: { children: ReactNode; className?: string }) {
  const level = useContext(HeadingLevel)
  const Tag = `h${Math.min(level, 6)}` as Tag
  return <Tag className={className}>{children}</Tag>
}

/** Puts the headings inside it one level lower. */
export function Deeper({ children }: { children: ReactNode }) {
  const level = useContext(HeadingLevel)
  return <HeadingLevel.Provider value={level + 1}>{children}</HeadingLevel.Provider>
}
