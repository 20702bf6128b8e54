import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { updateMe } from './api/me'
import type { Me, Theme } from './api/types'
import { keys } from './query'

/** The theme shown now, and a way to change it here at once and, for the next device, on the server. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const client = useQueryClient()
  const set = (theme: Theme) => {
    setColorScheme(theme)
    client.setQueryData<Me>(keys.me, (me) => me && { ...me, user: { ...me.user, theme } })
    // The choice holds in this browser even if the server could not keep it.
    updateMe({ theme }).catch(() => {})
  }
  return [colorScheme, set]
}
