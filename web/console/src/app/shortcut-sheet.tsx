import { t } from '@i18n'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useShortcuts } from '@/lib/shortcuts'

const ShortcutList = lazy(() => import('./shortcut-list'))

/** Opened by `?`. */
export function ShortcutSheet() {
  const [opened, { open, close }] = useDisclosure(false)
  useShortcuts(t('Everywhere'), [{ key: '?', label: t('Show the shortcuts'), run: open }])
  return <Suspense>{opened && <ShortcutList onClose={close} />}</Suspense>
}
