import { t, tn } from '@i18n'
import { Button, Group, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { PluginHoldings, PluginReceipt } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { keys } from '@/lib/query'
import classes from './plugins.module.css'

/** The receipt of what was uninstalled just now, until it is closed. */
export function LastReceipt() {
  const client = useQueryClient()
  const { data } = useQuery<PluginReceipt | null>({ queryKey: keys.receipt, queryFn: () => null, enabled: false })
  if (!data) return null
  const close = () => client.setQueryData(keys.receipt, null)
  return (
    <Modal
      opened
      onClose={close}
      title={t('{name} is uninstalled', { name: data.name })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.receipt}>
        <p className={classes.plain}>
          {t('Version {version}, by {by} on {at}.', { version: data.version, by: data.by, at: dateTime(data.at) })}
        </p>
        <Holdings title={t('Removed')} of={data.removed} />
        <Holdings title={t('Kept')} of={data.kept} />
        {data.farewell && (
          <p className={classes.error}>{t('Its own clean-up failed: {why}', { why: data.farewell })}</p>
        )}
        <p className={classes.reason}>{t('The audit log keeps this receipt.')}</p>
      </div>
      <Group justify="flex-end" mt="md">
        <Button onClick={close}>{t('Close')}</Button>
      </Group>
    </Modal>
  )
}

function Holdings({ title, of }: { title: string; of: PluginHoldings }) {
  const lines = held(of)
  return (
    <section>
      <h3 className={classes.listTitle}>{title}</h3>
      <ul className={classes.lines}>
        {lines.length === 0 && <li>{t('Nothing')}</li>}
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function held(h: PluginHoldings): string[] {
  const roles = h.roles ?? []
  return [
    ...(h.collections ?? []).map(({ name, records }) =>
      tn(records, '{n} record of {name}', '{n} records of {name}', { name }),
    ),
    h.entries && tn(h.entries, '{n} entry of its store', '{n} entries of its store'),
    h.visitors && tn(h.visitors, '{n} visitor whom it let in', '{n} visitors whom it let in'),
    h.mailings && tn(h.mailings, '{n} letter that is sent regularly', '{n} letters that are sent regularly'),
    h.settings && tn(h.settings, '{n} setting', '{n} settings'),
    h.secrets && tn(h.secrets, '{n} secret', '{n} secrets'),
    h.grants && tn(h.grants, '{n} personal grant of its permissions', '{n} personal grants of its permissions'),
    h.consents && tn(h.consents, '{n} consent', '{n} consents'),
    h.failures && tn(h.failures, '{n} failure', '{n} failures'),
    h.usage_hours && tn(h.usage_hours, '{n} hour of usage', '{n} hours of usage'),
    h.files && tn(h.files, '{n} file', '{n} files'),
    h.packages && tn(h.packages, '{n} package', '{n} packages'),
    roles.length > 0 && t('What these roles say about it: {roles}', { roles: roles.join(', ') }),
  ].filter((line) => typeof line === 'string')
}
