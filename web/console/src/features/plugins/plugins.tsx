import { t } from '@i18n'
import { useMe } from '@/lib/session'
import { IconPlug } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { Deliveries } from './deliveries'
import { PluginCard } from './plugin-card'
import classes from './plugins.module.css'
import { usePlugins } from './queries'
import { LastReceipt } from './receipt'
import { Upload } from './upload'

const order = { stopped: 0, waiting: 1, failed: 2, held: 3, enabled: 3, disabled: 4, available: 5 }

export function Plugins() {
  const me = useMe()
  const { data, error, isPending, refetch } = usePlugins()
  const plugins = [...(data?.items ?? [])].sort(
    (a, b) => (order[a.state] ?? 9) - (order[b.state] ?? 9) || a.name.localeCompare(b.name),
  )
  return (
    <>
      <PageHeader
        title={t('Plugins')}
        lead={t('What is on the board. A plugin runs in a sandbox and reaches only what its page lists.')}
      />
      <PageBody>
        <LastReceipt />
        {me.abilities.plugins && <Upload />}
        {isPending && <Loading lines={6} label={t('Loading plugins')} />}
        {error && !data && <ErrorState error={error} what={t('The plugins')} retry={() => refetch()} />}
        {data && plugins.length === 0 && (
          <State icon={<IconPlug />} title={t('No plugin yet')}>
            {t('Upload a .peg file to add one.')}
          </State>
        )}
        <ul className={classes.list}>
          {plugins.map((plugin) => (
            <li key={plugin.id}>
              <PluginCard plugin={plugin} />
            </li>
          ))}
        </ul>
        {me.abilities.plugins && <Deliveries />}
      </PageBody>
    </>
  )
}
