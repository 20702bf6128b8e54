import { t } from '@i18n'
import { useRef } from 'react'
import { useShortcuts } from '@/lib/shortcuts'

/** Makes a key combination press the button that this stands in, and lists it among the shortcuts of the page. */
export function ActionKey({ shortcut, label }: { shortcut: string; label: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  useShortcuts(t('On this page'), [{ key: shortcut, label, run: () => mark.current?.closest('button')?.click() }])
  return <span ref={mark} hidden />
}
