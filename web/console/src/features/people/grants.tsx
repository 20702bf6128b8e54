import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteGrant, fetchGrants } from '@/lib/api/grants'
import type { Grant, KeyInfo, User } from '@/lib/api/types'
import { date } from '@/lib/format'
import { keys } from '@/lib/query'
import { scopeNames } from '@/lib/scopes'
import { keyInfo, useFeatures } from '@/ui/access/use-key-info'
import { IconKey } from '@/ui/icons'
import { Card } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { RemoveDialog } from '@/ui/remove-dialog'
import { RowMenu } from '@/ui/row-menu'
import { ErrorState, Loading } from '@/ui/states'
import { GrantDialog } from './grant-dialog'
import classes from './grants.module.css'

/** What a person holds beside their roles, each with why and until when. */
export function Grants({ person, own }: { person: User; own: boolean }) {
  const features = useFeatures()
  const [open, setOpen] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.grants(person.id),
    queryFn: () => fetchGrants(person.id),
  })
  const may = !!person.abilities.assign_roles && !own
  if (!may && data?.items.length === 0) return null
  const info = keyInfo(features)
  return (
    <Card title={t('Personal grants')}>
      {isPending && <Loading lines={2} label={t('Loading the grants')} />}
      {error && !data && <ErrorState compact error={error} what={t('The list')} retry={() => refetch()} />}
      {data?.items.length === 0 && <p className={classes.none}>{t('Nothing beside their roles.')}</p>}
      {data && data.items.length > 0 && (
        <ul className={classes.list}>
          {data.items.map((grant) => (
            <Row key={grant.key} grant={grant} person={person} info={info.get(grant.key)} may={may} />
          ))}
        </ul>
      )}
      {may && (
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setOpen(true)}>
          {t('Grant a key…')}
        </Button>
      )}
      {open && <GrantDialog person={person} features={features} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function Row({ grant, person, info, may }: { grant: Grant; person: User; info?: KeyInfo; may: boolean }) {
  const [asking, setAsking] = useState(false)
  const title = info?.title || grant.key
  const ended = grant.ended ? t('Ended') : t('Until')
  return (
    <li className={classes.row} data-ended={grant.ended || undefined}>
      <div className={classes.words}>
        <span className={classes.key} title={grant.key}>
          {title} {info?.scoped !== false && <Pill>{scopeNames[grant.scope]}</Pill>}{' '}
          {grant.ended && <Pill tone="warning">{t('Ended')}</Pill>}
        </span>
        {grant.reason && <span>{grant.reason}</span>}
        <span className={classes.facts}>
          {grant.expires_at ? `${ended} ${date(grant.expires_at)}` : t('Until it is taken back')}
          {grant.granted_by && ` · ${t('by {name}', { name: grant.granted_by.name })}`}
        </span>
      </div>
      {may && (
        <RowMenu
          label={t('Actions on {title}', { title })}
          entries={[{ label: t('Take back…'), danger: true, run: () => setAsking(true) }]}
        />
      )}
      {asking && (
        <RemoveDialog
          title={t('Take “{title}” back?', { title })}
          label={t('Take back')}
          run={() => deleteGrant(person.id, grant.key)}
          done={t('{name} no longer holds it personally.', { name: person.name })}
          stale={[keys.grants(person.id), keys.permissions, keys.me]}
          onClose={() => setAsking(false)}
        >
          {t('{name} keeps it only if one of their roles gives it.', { name: person.name })}
        </RemoveDialog>
      )}
    </li>
  )
}
