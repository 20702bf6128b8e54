import type { ReactNode } from 'react'
import { PageBody, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { HeadingLevel } from './context'
import { BlockIcon } from './icon'
import { type Mark, plain } from './model'
import classes from './surface.module.css'

interface Props {
  title: string
  icon?: string | null
  badge?: Mark
  actions: ReactNode
  children: ReactNode
}

/** A plugin's page looks like every other page of the console. */
export function PageFrame({ title, icon, badge, actions, children }: Props) {
  return (
    <>
      <PageHeader
        title={title}
        heading={
          <span className={classes.pageTitle}>
            <BlockIcon name={icon} fallback="puzzle" size={22} />
            {title}
            {badge && <Pill tone={badge.tone}>{plain(badge.text)}</Pill>}
          </span>
        }
        actions={actions}
      />
      <HeadingLevel.Provider value={2}>
        <PageBody wide>{children}</PageBody>
      </HeadingLevel.Provider>
    </>
  )
}
