import { queryOptions, useQuery } from '@tanstack/react-query'
import { fetchMe } from './api/me'
import type { Me } from './api/types'
import { keys } from './query'

export const meQuery = queryOptions({ queryKey: keys.me, queryFn: fetchMe, staleTime: 60_000 })

/** The person at the screen. The root route loads it before anything renders. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('useMe outside the signed-in part of the console')
  return data
}
