import { lazy, Suspense } from 'react'

const Named = lazy(() => import('./icon-set'))

interface Props {
  name: string | null | undefined
  /** Shown when the set has no such name. */
  fallback?: string
  size?: number
}

/** An icon by name; names that the set does not know render nothing. */
export function BlockIcon({ name, fallback, size = 16 }: Props) {
  if (!name && !fallback) return null
  return (
    <Suspense fallback={<svg width={size} height={size} aria-hidden="true" />}>
      <Named name={name ?? fallback ?? ''} fallback={fallback} size={size} />
    </Suspense>
  )
}
