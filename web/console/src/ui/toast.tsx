import { t } from '@i18n'
import { Button, CloseButton, Portal } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { ApiError } from '@/lib/api/client'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons'
import type { Tone } from './pill'
import classes from './toast.module.css'

export interface Toast {
  text: string
  tone?: Tone
  action?: { label: string; run: () => void }
}

type Kept = Toast & { id: number }

let shown: Kept[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: Kept[]) {
  shown = next
  for (const listener of listeners) listener()
}

function dismiss(id: number) {
  set(shown.filter((toast) => toast.id !== id))
}

/** Says what happened, for a few seconds; longer when there is something to press or to worry about. */
export function toast(message: Toast) {
  last += 1
  const id = last
  set([...shown.slice(-3), { ...message, id }])
  setTimeout(() => dismiss(id), message.action || message.tone === 'danger' ? 10_000 : 5_000)
}

/** The usual answer to a failed change. */
export function toastError(error: unknown, doing: string) {
  const why = error instanceof ApiError ? error.message : t('Something went wrong.')
  toast({ tone: 'danger', text: t('{doing} did not work. {why}', { doing, why }) })
}

const icons = { danger: IconAlertTriangle, warning: IconAlertTriangle, success: IconCircleCheck }

export function Toasts() {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <Portal>
      <section className={classes.toasts} aria-label={t('Notices')} aria-live="polite" aria-relevant="additions">
        {toasts.map((item) => {
          const Icon = icons[item.tone as keyof typeof icons] ?? IconInfoCircle
          return (
            <div key={item.id} className={classes.toast} data-tone={item.tone ?? 'neutral'}>
              <Icon className={classes.icon} size={18} aria-hidden="true" />
              <span className={classes.text}>{item.text}</span>
              {item.action && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    item.action?.run()
                    dismiss(item.id)
                  }}
                >
                  {item.action.label}
                </Button>
              )}
              <CloseButton size="sm" aria-label={t('Dismiss this notice')} onClick={() => dismiss(item.id)} />
            </div>
          )
        })}
      </section>
    </Portal>
  )
}
