import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchInvitations, takeBackInvitation } from '@/lib/api/invitations'
import type { Invitation } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { IconMail } from '@/ui/icons'
import { Card } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { RemoveDialog } from '@/ui/remove-dialog'
import { ErrorState } from '@/ui/states'
import { When } from '@/ui/when'
import classes from './invitations.module.css'

/** Who was invited and has not joined yet; nothing where there is nobody. */
export function OpenInvitations() {
  const { data, error, refetch } = useQuery({ queryKey: keys.invitations, queryFn: fetchInvitations })
  if (error && !data) return <ErrorState compact error={error} what={t('The invitations')} retry={() => refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <Card title={t('Invited, not here yet')} flush>
      <ul className={classes.list} aria-label={t('Invited, not here yet')}>
        {data.items.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  )
}

function Row({ invitation }: { invitation: Invitation }) {
  const [asking, setAsking] = useState(false)
  const { id, name, email, roles, teams, invited_by, expires_at } = invitation
  return (
    <li className={classes.row}>
      <IconMail className={classes.icon} size={18} aria-hidden="true" />
      <span className={classes.who}>
        <span className={classes.name}>{name ?? email}</span>
        <span className={classes.facts}>
          {name && `${email} · `}
          {invited_by && `${t('Invited by {name}', { name: invited_by.name })} · `}
          {tx('Ends {when}', { when: <When at={expires_at} /> })}
        </span>
      </span>
      <span className={classes.pills}>
        {roles.map((role) => (
          <Pill key={role.slug} tone="accent">
            {role.name}
          </Pill>
        ))}
        {teams.map((team) => (
          <Pill key={team.id}>{team.name}</Pill>
        ))}
      </span>
      <Button
        variant="default"
        size="xs"
        aria-label={t('Take back the invitation for {email}', { email })}
        onClick={() => setAsking(true)}
      >
        {t('Take back')}
      </Button>
      {asking && (
        <RemoveDialog
          title={t('Take this invitation back?')}
          label={t('Take back')}
          run={() => takeBackInvitation(id)}
          done={t('The invitation for {email} does not work any more.', { email })}
          stale={[keys.invitations]}
          onClose={() => setAsking(false)}
        >
          {t('The link for {email} stops working at once.', { email })}
        </RemoveDialog>
      )}
    </li>
  )
}
