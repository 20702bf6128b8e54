import { t, tn } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteToken, fetchTokens } from '@/lib/api/account'
import type { Token } from '@/lib/api/types'
import { date } from '@/lib/format'
import { keys } from '@/lib/query'
import { IconPlus } from '@/ui/icons'
import { Card } from '@/ui/page'
import { RemoveDialog } from '@/ui/remove-dialog'
import { ErrorState, Loading } from '@/ui/states'
import { When } from '@/ui/when'
import classes from './lists.module.css'
import { NewToken } from './new-token'

/** Keys for programs that act in one's own name. */
export function Tokens() {
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.tokens, queryFn: fetchTokens })
  const [making, setMaking] = useState(false)
  return (
    <Card
      title={t('Tokens for programs')}
      actions={
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
          {t('New token')}
        </Button>
      }
    >
      {isPending && <Loading lines={2} label={t('Loading the tokens')} />}
      {error && !data && <ErrorState compact error={error} what={t('The list')} retry={() => refetch()} />}
      {data?.items.length === 0 && (
        <p className={classes.none}>
          {t('A token lets a program use the API in your name, with a part of what you may do.')}
        </p>
      )}
      <ul className={classes.list}>
        {data?.items.map((token) => (
          <Row key={token.id} token={token} />
        ))}
      </ul>
      {making && <NewToken onClose={() => setMaking(false)} />}
    </Card>
  )
}

function Row({ token }: { token: Token }) {
  const [asking, setAsking] = useState(false)
  const { id, name, scopes, expires_at, last_used_at } = token
  const held = Object.keys(scopes)
  return (
    <li className={classes.row}>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>
          <span title={held.join(', ')}>{tn(held.length, '{n} key', '{n} keys')}</span>
          {' · '}
          {last_used_at ? tx('last used {when}', { when: <When at={last_used_at} /> }) : t('never used')}
          {' · '}
          {expires_at ? t('until {date}', { date: date(expires_at) }) : t('without an end')}
        </span>
      </span>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={t('Delete the token {name}', { name })}
        onClick={() => setAsking(true)}
      >
        {t('Delete')}
      </Button>
      {asking && (
        <RemoveDialog
          title={t('Delete the token {name}?', { name })}
          run={() => deleteToken(id)}
          done={t('The token {name} does not work any more.', { name })}
          stale={[keys.tokens]}
          onClose={() => setAsking(false)}
        >
          {t('Whatever uses it is locked out at once.')}
        </RemoveDialog>
      )}
    </li>
  )
}
