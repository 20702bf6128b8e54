import { Button } from '@mantine/core'
import { count } from '@/lib/format'
import classes from './load-more.module.css'

interface Props {
  shown: number
  one: string
  many?: string
  more: boolean
  busy: boolean
  onMore: () => void
}

/** How much of a list is shown, and a way to the rest. */
export function LoadMore({ shown, one, many, more, busy, onMore }: Props) {
  if (shown === 0) return null
  return (
    <div className={classes.more}>
      <span>
        {count(shown, one, many)}
        {more && ' so far'}
      </span>
      {more && (
        <Button size="xs" variant="default" loading={busy} onClick={onMore}>
          Show more
        </Button>
      )}
    </div>
  )
}
