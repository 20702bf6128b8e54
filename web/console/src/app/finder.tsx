import { t } from '@i18n'
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useEffect } from 'react'
import { useShortcuts } from '@/lib/shortcuts'
import { IconSearch } from '@/ui/icons'
import classes from './finder.module.css'

const load = () => import('../features/palette/palette')
const Palette = lazy(load)

/** Ctrl-K, from anywhere but another dialog, and while typing too: it is no single key. */
export function useFinder() {
  const [opened, { open, close }] = useDisclosure(false)
  useShortcuts(t('Everywhere'), [{ key: 'Ctrl+K', label: t('Find or do anything'), run: open }])
  // Fetched ahead of its first use, so that what is typed right after the keys lands in it.
  useEffect(() => {
    const later = setTimeout(load, 1500)
    return () => clearTimeout(later)
  }, [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      if (!document.querySelector('[role=dialog]')) open()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [open])
  const palette = opened && (
    <Suspense>
      <Palette onClose={close} />
    </Suspense>
  )
  return { open, palette }
}

export function FinderButton({ onClick, small }: { onClick: () => void; small?: boolean }) {
  if (small) {
    return (
      <ActionIcon
        className={classes.small}
        variant="subtle"
        color="gray"
        c="inherit"
        size={36}
        aria-label={t('Find')}
        onClick={onClick}
      >
        <IconSearch size={19} />
      </ActionIcon>
    )
  }
  return (
    <UnstyledButton className={classes.button} onClick={onClick} aria-keyshortcuts="Control+K">
      <IconSearch size={16} aria-hidden="true" />
      <span className={classes.label}>{t('Find')}</span>
      <span className={classes.key} aria-hidden="true">
        {t('Ctrl K')}
      </span>
    </UnstyledButton>
  )
}
