import { t } from '@i18n'
import { Button, Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiError } from '@/lib/api/client'
import { IconRefresh } from '@/ui/icons'
import { Pill } from '@/ui/pill'
import { ErrorState, State } from '@/ui/states'
import { ActionList } from './action'
import { Asking } from './asking'
import { Blocks } from './block'
import { HeadingLevel, SurfaceContext } from './context'
import { Ear } from './ear'
import { BlockIcon } from './icon'
import { plain, type SurfaceDoc } from './model'
import { PageFrame } from './page-frame'
import classes from './surface.module.css'
import { type SurfaceProps, useSurface } from './use-surface'
import { Waiting } from './waiting'

interface Props extends SurfaceProps {
  title: string
  icon?: string | null
  look: 'page' | 'panel' | 'dialog'
}

/** One surface of a plugin, with the host's own frame around it. */
export function Surface({ title, icon, look, ...props }: Props) {
  const { api, query, layers, closeLayer, asking, setAsking, waiting } = useSurface(props)
  const doc = query.data
  const retry = () => void query.refetch()
  const body = doc ? (
    <div
      className={classes.blocks}
      data-stale={query.isPlaceholderData || undefined}
      data-waiting={waiting || undefined}
      aria-busy={waiting || undefined}
    >
      <Blocks blocks={doc.blocks} />
    </div>
  ) : query.isPending ? (
    <Waiting />
  ) : (
    <Unavailable error={query.error} look={look} retry={retry} />
  )
  return (
    <SurfaceContext.Provider value={api}>
      {doc?.live?.map((topic) => (
        <Ear key={topic} topic={`plugin:${api.plugin}:${topic}`} said={api.refresh} />
      ))}
      <Frame
        look={look}
        title={plain(doc?.title) || title}
        icon={doc?.icon ?? icon}
        doc={doc}
        missing={isMissing(query.error) && !doc}
      >
        {body}
      </Frame>
      {layers.map((layer) => (
        <LayerView key={layer.id} kind={layer.kind} title={layer.title} size={layer.size} onClose={closeLayer}>
          <Blocks blocks={layer.blocks} />
        </LayerView>
      ))}
      {asking && <Asking {...asking} onClose={() => setAsking(null)} />}
    </SurfaceContext.Provider>
  )
}

const isMissing = (error: unknown) => error instanceof ApiError && error.kind === 'not_found'

interface FrameProps {
  look: Props['look']
  title: string
  icon?: string | null
  doc: SurfaceDoc | undefined
  missing: boolean
  children: ReactNode
}

function Frame({ look, title, icon, doc, missing, children }: FrameProps) {
  if (look === 'dialog') return <HeadingLevel.Provider value={3}>{children}</HeadingLevel.Provider>
  if (look === 'page') {
    if (missing) return children
    return (
      <PageFrame title={title} icon={icon} badge={doc?.badge} actions={<ActionList actions={doc?.actions} />}>
        {children}
      </PageFrame>
    )
  }
  return (
    <section className={classes.panel} aria-label={title} data-look="panel">
      <header className={classes.head}>
        <h2 className={classes.title}>
          <BlockIcon name={icon} fallback="puzzle" size={17} />
          {title}
          {doc?.badge && <Pill tone={doc.badge.tone}>{plain(doc.badge.text)}</Pill>}
        </h2>
        <div className={classes.actions}>
          <ActionList actions={doc?.actions} size="xs" />
        </div>
      </header>
      <HeadingLevel.Provider value={3}>{children}</HeadingLevel.Provider>
    </section>
  )
}

interface UnavailableProps {
  error: unknown
  look: Props['look']
  retry: () => void
}

/** A plugin that failed. What went wrong stands in its log, not here. */
function Unavailable({ error, look, retry }: UnavailableProps) {
  const known = error instanceof ApiError ? error.kind : null
  if (known === 'not_found' || known === 'forbidden') {
    return (
      <ErrorState
        error={error}
        what={look === 'page' ? t('This page') : t('This part')}
        compact={look !== 'page'}
        page={look === 'page'}
      />
    )
  }
  return (
    <State
      compact={look !== 'page'}
      icon={<BlockIcon name="puzzle" size={20} />}
      title={t('Not available right now')}
      actions={
        <Button size="xs" variant="default" leftSection={<IconRefresh size={15} />} onClick={retry}>
          {t('Try again')}
        </Button>
      }
    >
      {t('The plugin behind this did not answer. Everything else works.')}
    </State>
  )
}

interface LayerProps {
  kind: 'modal' | 'drawer'
  title: string
  size: 'sm' | 'md' | 'lg'
  onClose: () => void
  children: ReactNode
}

function LayerView({ kind, title, size, onClose, children }: LayerProps) {
  const inner = (
    <HeadingLevel.Provider value={3}>
      <div className={classes.blocks}>{children}</div>
    </HeadingLevel.Provider>
  )
  const shared = { opened: true, onClose, title, size, closeButtonProps: { 'aria-label': t('Close') } }
  return kind === 'modal' ? (
    <Modal {...shared}>{inner}</Modal>
  ) : (
    <Drawer {...shared} position="right">
      {inner}
    </Drawer>
  )
}
