import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '@/lib/api/types'
import { IconInbox } from '@/ui/icons'
import { type ManagePage, managePages } from '@/ui/manage'
import classes from './nav.module.css'

/** Only what /me says this person may open; the pages of plugins among it. */
export function Nav({ me }: { me: Me }) {
  const { abilities, pages } = me
  const manage = managePages(me)
  return (
    <nav className={classes.nav} aria-label={t('Main')}>
      <ul className={classes.list}>
        {abilities.agent_console && (
          <Item to="/inbox" icon={<IconInbox size={18} />}>
            {t('Inbox')}
          </Item>
        )}
        {(pages ?? []).map((page) => (
          <li key={`${page.plugin}/${page.surface}`}>
            <Link
              to="/x/$plugin/$surface"
              params={{ plugin: page.plugin, surface: page.surface }}
              className={classes.link}
              activeOptions={{ includeSearch: false }}
            >
              <BlockIcon name={page.icon} fallback="puzzle" size={18} />
              <span className={classes.label}>{page.title}</span>
            </Link>
          </li>
        ))}
      </ul>
      {abilities.set_up && (
        <Link to="/setup" className={classes.setup}>
          <span>{t('Set-up is not finished')}</span>
          <strong>{t('Go on')}</strong>
        </Link>
      )}
      {manage.length > 0 && (
        <>
          <p className={classes.group} id="nav-manage">
            {t('Manage')}
          </p>
          <ul className={classes.list} aria-labelledby="nav-manage">
            {manage.map(({ to, label, icon: Icon }) => (
              <Item key={to} to={to} icon={<Icon size={18} />}>
                {label}
              </Item>
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}

interface ItemProps {
  to: '/inbox' | ManagePage['to']
  icon: ReactNode
  children: string
}

function Item({ to, icon, children }: ItemProps) {
  return (
    <li>
      <Link to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
        {icon}
        <span className={classes.label}>{children}</span>
      </Link>
    </li>
  )
}
