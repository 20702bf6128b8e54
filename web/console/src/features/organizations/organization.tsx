import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { fetchOrganization } from '@/lib/api/organizations'
import type { Organization as Shown } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { IconArrowLeft } from '@/ui/icons'
import { Members } from '@/ui/members'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { RecentTickets } from '@/ui/recent-tickets'
import { ErrorState, Loading } from '@/ui/states'
import { DeleteOrganization } from './delete-organization'
import { moveTo } from './move'
import classes from './organization.module.css'
import { OrganizationDialog } from './organization-dialog'
import { shareNames } from './share'

const PluginPanels = lazy(() => import('@/ui/plugin-panels'))

/** An organization as a place: its people, its tickets, and what plugins know of it. */
export function Organization({ id }: { id: number }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.organization(id),
    queryFn: () => fetchOrganization(id),
  })
  if (isPending) return <Loading lines={8} label={t('Loading the organization')} />
  if (!data) {
    const back = (
      <Button component={Link} to="/organizations" variant="default">
        {t('To the list')}
      </Button>
    )
    return <ErrorState page error={error} what={t('This organization')} retry={() => refetch()} actions={back} />
  }
  return <Loaded organization={data} />
}

function Loaded({ organization }: { organization: Shown }) {
  const me = useMe()
  const { id, name, abilities, panels } = organization
  return (
    <>
      <PageHeader
        title={name}
        above={
          <Link to="/organizations" className={`pb-link ${classes.back}`}>
            <IconArrowLeft size={15} aria-hidden="true" /> {t('Organizations')}
          </Link>
        }
        actions={<Actions organization={organization} />}
      />
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.side}>
            {me.abilities.agent_console && <RecentTickets of={{ organization: String(id) }} />}
            <Card title={t('Members')}>
              <Members
                of={name}
                filter={{ organization: id }}
                kind="user"
                list={keys.organizations}
                add={abilities.add_member ? moveTo(id) : undefined}
                remove={abilities.add_member ? moveTo(null) : undefined}
              />
            </Card>
          </div>
          <div className={classes.side}>
            <Facts organization={organization} />
            {(panels ?? []).length > 0 && (
              <Suspense fallback={<Loading lines={3} label={t('Loading panels')} />}>
                <PluginPanels panels={organization.panels} context={{ org: String(organization.id) }} />
              </Suspense>
            )}
          </div>
        </div>
      </PageBody>
    </>
  )
}

function Facts({ organization: { domain, members, share } }: { organization: Shown }) {
  return (
    <Card title={t('At a glance')}>
      <dl className={classes.facts}>
        <dt>{t('Members')}</dt>
        <dd>{tn(members, '{n} person', '{n} people')}</dd>
        <dt>{t('Mail domain')}</dt>
        <dd>{domain || t('None')}</dd>
        <dt>{t('Its members see each other’s tickets')}</dt>
        <dd>{shareNames[share]}</dd>
      </dl>
    </Card>
  )
}

function Actions({ organization }: { organization: Shown }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { abilities } = organization
  return (
    <>
      {abilities.edit && (
        <Button variant="default" onClick={() => setOpen('edit')}>
          {t('Change…')}
        </Button>
      )}
      {abilities.delete && (
        <Button variant="default" onClick={() => setOpen('delete')}>
          {t('Delete…')}
        </Button>
      )}
      {open === 'edit' && <OrganizationDialog organization={organization} onClose={close} />}
      {open === 'delete' && <DeleteOrganization organization={organization} leave onClose={close} />}
    </>
  )
}
