import { t } from '@i18n'
import { Burger, Drawer, useMantineColorScheme } from '@mantine/core'
import '@mantine/core/styles/Burger.layer.css'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { setTimeZone } from '@/lib/format'
import { useMe } from '@/lib/session'
import { useLive } from '@/lib/use-live'
import { Bell } from './bell'
import { Brand } from './brand'
import { FinderButton, useFinder } from './finder'
import { Nav } from './nav'
import { ProfileMenu } from './profile-menu'
import classes from './shell.module.css'
import { ShortcutSheet } from './shortcut-sheet'
import { usePrint } from './use-print'

const PluginBanner = lazy(() => import('./plugin-banner'))

/** The frame of every page: navigation at the side, above it on a phone. */
export function Shell() {
  const me = useMe()
  const [opened, { open, close }] = useDisclosure(false)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const finder = useFinder()
  setTimeZone(me.user.timezone)
  useOwnTheme(me.user.theme)
  useLive()
  usePrint()
  useFocusOnNavigation(main, pathname, close)

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('Skip to content')}
      </a>
      <aside className={classes.side} aria-label={t('Console')}>
        <div className={classes.top}>
          <Brand company={me.company} />
          <Bell />
        </div>
        <FinderButton onClick={finder.open} />
        <Nav me={me} />
        <ProfileMenu me={me} />
      </aside>
      <header className={classes.bar}>
        <Burger opened={opened} onClick={open} size="sm" aria-label={t('Open navigation')} aria-expanded={opened} />
        <Brand company={me.company} />
        <FinderButton small onClick={finder.open} />
        <Bell />
      </header>
      <Drawer
        opened={opened}
        onClose={close}
        size={280}
        title={<Brand company={me.company} />}
        closeButtonProps={{ 'aria-label': t('Close navigation') }}
        classNames={{ content: classes.drawer, body: classes.drawerBody, header: classes.drawerHead }}
      >
        <Nav me={me} />
        <ProfileMenu me={me} />
      </Drawer>
      <main id="main" className={classes.main} ref={main} tabIndex={-1}>
        <Suspense>{me.plugin_notice && <PluginBanner notice={me.plugin_notice} />}</Suspense>
        <Outlet />
      </main>
      <ShortcutSheet />
      {finder.palette}
    </div>
  )
}

/** Follows the theme that the person chose on another device. */
function useOwnTheme(theme: string | undefined) {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (theme === 'auto' || theme === 'light' || theme === 'dark') setColorScheme(theme)
  }, [theme, setColorScheme])
}

/** After a change of page: closes the drawer, and puts the focus where reading starts. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>, pathname: string, close: () => void) {
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    close()
    main.current?.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [main, pathname, close])
}
