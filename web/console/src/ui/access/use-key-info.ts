import { useQuery } from '@tanstack/react-query'
import { fetchPermissions } from '@/lib/api/roles'
import type { FeatureInfo, KeyInfo } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'

/** Features with their keys, for whom the registry is open; nobody else gets more than the keys' names. */
export function useFeatures(): FeatureInfo[] {
  const me = useMe()
  const enabled = !!me.abilities.roles || !!me.keys['people.roles.assign']
  const { data } = useQuery({ queryKey: keys.permissions, queryFn: fetchPermissions, enabled, retry: false })
  return data?.features ?? []
}

export const keyInfo = (features: FeatureInfo[]): Map<string, KeyInfo> =>
  new Map(features.flatMap((feature) => feature.keys.map((key) => [key.key, key])))
