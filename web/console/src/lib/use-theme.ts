import { type MantineColorSchemeManager, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { updateMe } from './api/me'
import type { Me, Theme } from './api/types'
import { keys } from './query'

/** Where the theme is kept meanwhile: on the page, as the server wrote it. Storage would be asked before the first paint. */
export const themeOfPage: MantineColorSchemeManager = {
  get: (fallback) => (document.documentElement.dataset.theme as Theme | undefined) ?? fallback,
  set: (theme) => {
    document.documentElement.dataset.theme = theme
  },
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {
    delete document.documentElement.dataset.theme
  },
}

/** The theme shown now, and a way to change it here at once and, for the next device, on the server. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const client = useQueryClient()
  const set = (theme: Theme) => {
    setColorScheme(theme)
    client.setQueryData<Me>(keys.me, (me) => me && { ...me, user: { ...me.user, theme } })
    // The choice holds in this window even if the server could not keep it.
    updateMe({ theme }).catch(() => {})
  }
  return [colorScheme, set]
}
