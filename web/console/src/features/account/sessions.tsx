import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endSession, fetchSessions } from '@/lib/api/account'
import { keys } from '@/lib/query'
import { IconDeviceLaptop } from '@/ui/icons'
import { Card } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Refusal } from '@/ui/refusal'
import { ErrorState, Loading } from '@/ui/states'
import { useChange } from '@/ui/use-change'
import { When } from '@/ui/when'
import { deviceName } from './agent'
import classes from './lists.module.css'

/** Where one is signed in, and a way out of everywhere else. */
export function Sessions() {
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.sessions, queryFn: fetchSessions })
  const change = useChange(keys.sessions)
  const items = [...(data?.items ?? [])].sort((a, b) => Number(b.current) - Number(a.current))
  const others = items.filter(({ current }) => !current)
  const endAll = () =>
    change.mutate({
      run: async () => {
        for (const { id } of others) await endSession(id)
      },
      done: t('You are signed in only here.'),
    })
  return (
    <Card
      title={t('Where you are signed in')}
      actions={
        others.length > 1 && (
          <Button variant="default" size="xs" loading={change.isPending} onClick={endAll}>
            {t('Sign out others')}
          </Button>
        )
      }
    >
      {isPending && <Loading lines={2} label={t('Loading your devices')} />}
      {error && !data && <ErrorState compact error={error} what={t('The list')} retry={() => refetch()} />}
      <Refusal error={change.error} />
      <ul className={`${classes.list} ${classes.scroll}`}>
        {items.map(({ id, current, agent, ip, last_seen_at }) => (
          <li key={id} className={classes.row}>
            <IconDeviceLaptop className={classes.icon} size={20} aria-hidden="true" />
            <span className={classes.words}>
              <span className={classes.name} title={agent}>
                {deviceName(agent)} {current && <Pill tone="success">{t('This one')}</Pill>}
              </span>
              <span className={classes.facts}>
                {ip} · {tx('seen {when}', { when: <When at={last_seen_at} /> })}
              </span>
            </span>
            {!current && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('Sign out {agent}, {ip}', { agent: deviceName(agent), ip })}
                disabled={change.isPending}
                onClick={() => change.mutate({ run: () => endSession(id), done: t('That device is signed out.') })}
              >
                {t('Sign out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
