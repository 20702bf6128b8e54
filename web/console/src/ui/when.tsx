import { dateTime, relative } from '@/lib/format'

interface Props {
  at: string
  narrow?: boolean
}

/** A moment as distance from now, with the exact time on hover and for machines. */
export function When({ at, narrow }: Props) {
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relative(at, Date.now(), narrow ? 'narrow' : 'long')}
    </time>
  )
}
