import { t } from '@i18n'
import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiError } from '@/lib/api/client'
import { IconAlertTriangle, IconCloudOff, IconLock, IconRefresh, IconSearch } from './icons'
import classes from './states.module.css'

interface StateProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
  compact?: boolean
  /** Stands in place of a whole page, so that its title is the page's heading. */
  page?: boolean
}

/** A centred word in place of content: nothing here, nothing found, not allowed, broken. */
export function State({ icon, title, children, actions, compact, page }: StateProps) {
  const Title = page ? 'h1' : 'p'
  return (
    <div className={classes.state} data-compact={compact || undefined}>
      {icon && (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

interface ErrorProps {
  error: unknown
  /** What was asked for, as in "This ticket". */
  what?: string
  retry?: () => void
  actions?: ReactNode
  compact?: boolean
  page?: boolean
}

/** The state that fits an error. It never tells a missing thing from one that may not be seen. */
export function ErrorState({ error, what = t('This page'), retry, actions, compact, page }: ErrorProps) {
  const known = error instanceof ApiError ? error : null
  const again = retry && (
    <Button variant="default" size="sm" leftSection={<IconRefresh size={16} />} onClick={retry}>
      {t('Try again')}
    </Button>
  )
  if (known?.kind === 'not_found') {
    return (
      <State
        compact={compact}
        page={page}
        icon={<IconSearch />}
        title={t('{what} does not exist', { what })}
        actions={actions}
      >
        {t('It may have been removed, or it is not yours to see.')}
      </State>
    )
  }
  if (known?.kind === 'forbidden') {
    return (
      <State compact={compact} page={page} icon={<IconLock />} title={t('Not open to you')} actions={actions}>
        {t('Your roles do not include this. Somebody who manages roles can change that.')}
      </State>
    )
  }
  const offline = known?.status === 0
  return (
    <div role="alert">
      <State
        compact={compact}
        page={page}
        icon={offline ? <IconCloudOff /> : <IconAlertTriangle />}
        title={offline ? t('No connection') : t('{what} could not be loaded', { what })}
        actions={
          <>
            {again}
            {actions}
          </>
        }
      >
        {known?.message ?? t('Something went wrong on this page.')}
        {known?.requestId && (
          <p className={classes.request}>{t('Request {requestId}', { requestId: known.requestId })}</p>
        )}
      </State>
    </div>
  )
}

/** Grey lines while something loads; announced once. */
export function Loading({ lines = 4, label = t('Loading') }: { lines?: number; label?: string }) {
  return (
    <div className={classes.loading} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} height={14} radius="sm" width={`${[92, 70, 84, 58][line % 4]}%`} />
      ))}
    </div>
  )
}
