import { t } from '@i18n'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { User } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { useMe } from '@/lib/session'
import { IconArrowLeft, IconHelpCircle } from '@/ui/icons'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { Avatar } from '@/ui/person'
import { Pill } from '@/ui/pill'
import { RecentTickets } from '@/ui/recent-tickets'
import { ErrorState, Loading } from '@/ui/states'
import { When } from '@/ui/when'
import { Grants } from './grants'
import classes from './person.module.css'
import { PersonActions } from './person-actions'
import { PersonDetails } from './person-details'
import { PersonRoles } from './person-roles'
import { PersonTeams } from './person-teams'
import { usePerson } from './queries'

const PluginPanels = lazy(() => import('@/ui/plugin-panels'))
const ExplainDialog = lazy(() => import('@/ui/access/explain-dialog'))

export function Person({ id }: { id: number }) {
  const { data, error, isPending, refetch } = usePerson(id)
  if (isPending) return <Loading lines={8} label={t('Loading the person')} />
  if (!data) {
    const back = (
      <Button component={Link} to="/people" variant="default">
        {t('To the list')}
      </Button>
    )
    return <ErrorState page error={error} what={t('This person')} retry={() => refetch()} actions={back} />
  }
  return <Loaded key={data.id} person={data} />
}

function Loaded({ person }: { person: User }) {
  const me = useMe()
  const own = person.id === me.user.id
  const [asking, setAsking] = useState(false)
  return (
    <>
      <PageHeader
        title={person.name}
        above={
          <Link to="/people" className={`pb-link ${classes.back}`}>
            <IconArrowLeft size={15} aria-hidden="true" /> {t('People')}
          </Link>
        }
        heading={
          <span className={classes.heading}>
            <Avatar name={person.name} size="lg" />
            <span>
              {person.name}
              {person.id === me.user.id && <span className={classes.you}> {t('(you)')}</span>}
            </span>
          </span>
        }
        actions={
          <>
            {me.abilities.roles && (
              <Button variant="default" leftSection={<IconHelpCircle size={16} />} onClick={() => setAsking(true)}>
                {t('Why may they…?')}
              </Button>
            )}
            <PersonActions person={person} />
          </>
        }
      />
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.side}>
            <PersonDetails person={person} />
            <Facts person={person} />
            {me.abilities.agent_console && (
              <RecentTickets of={{ [person.kind === 'employee' ? 'assignee' : 'requester']: String(person.id) }} />
            )}
            {(person.panels ?? []).length > 0 && (
              <Suspense fallback={<Loading lines={3} label={t('Loading panels')} />}>
                <PluginPanels panels={person.panels} context={{ person: String(person.id) }} />
              </Suspense>
            )}
          </div>
          <div className={classes.side}>
            <PersonRoles person={person} own={own} />
            {person.kind === 'employee' && me.keys['people.teams.manage'] && <PersonTeams person={person} />}
            {(person.abilities.assign_roles || own) && <Grants person={person} own={own} />}
          </div>
        </div>
      </PageBody>
      {asking && (
        <Suspense>
          <ExplainDialog person={person} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

function Facts({ person }: { person: User }) {
  const { abilities, keys } = useMe()
  const audit = abilities.audit
  const organizations = !!keys['people.org.view']
  return (
    <Card title={t('At a glance')}>
      <dl className={classes.facts}>
        <dt>{t('Kind')}</dt>
        <dd>{person.kind === 'employee' ? t('Colleague') : t('Customer')}</dd>
        <dt>{t('Account')}</dt>
        <dd className={classes.pills}>
          {person.disabled ? <Pill tone="danger">{t('Disabled')}</Pill> : <Pill tone="success">{t('Active')}</Pill>}
          {!person.verified && <Pill tone="warning">{t('Address not confirmed')}</Pill>}
        </dd>
        <dt>{t('Teams')}</dt>
        <dd>{person.teams.map(({ name }) => name).join(', ') || t('None')}</dd>
        {person.organization && (
          <>
            <dt>{t('Organization')}</dt>
            <dd>
              {organizations ? (
                <Link className="pb-link" to="/organizations/$id" params={{ id: person.organization.id }}>
                  {person.organization.name}
                </Link>
              ) : (
                person.organization.name
              )}
            </dd>
          </>
        )}
        <dt>{t('Last seen')}</dt>
        <dd>{person.last_seen_at ? <When at={person.last_seen_at} /> : t('Never')}</dd>
        <dt>{t('Here since')}</dt>
        <dd>{dateTime(person.created_at)}</dd>
      </dl>
      {audit && (
        <Link className="pb-link" to="/audit" search={{ kind: 'person', target: String(person.id) }}>
          {t('What was changed about them')}
        </Link>
      )}
    </Card>
  )
}
