import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { PluginInfo } from '@/lib/api/types'
import { IconArrowLeft } from '@/ui/icons'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { ErrorState, Loading } from '@/ui/states'
import { ConsentHistory } from './consent-history'
import { Features } from './features'
import { Health } from './health'
import { Log } from './log'
import { ReadmeCard, ReleaseNotes } from './papers'
import { PluginActions } from './plugin-actions'
import classes from './plugins.module.css'
import { Powers } from './powers'
import { usePlugin } from './queries'
import { PluginSettingsForm } from './settings-form'
import { Storage } from './storage'
import { Usage } from './usage'
import { Versions } from './versions'
import { states, tiers } from './words'

/** Everything about one plugin: what it may do and who said so, how it fares, what it costs. */
export function PluginPage({ id }: { id: string }) {
  const { data: plugin, error, refetch } = usePlugin(id)
  if (!plugin) {
    return (
      <>
        <PageHeader title={t('Plugin')} above={<Back />} />
        <PageBody>
          {error ? (
            <ErrorState error={error} what={t('This plugin')} retry={() => refetch()} />
          ) : (
            <Loading lines={6} label={t('Loading the plugin')} />
          )}
        </PageBody>
      </>
    )
  }
  const ran = plugin.state !== 'available'
  return (
    <>
      <PageHeader
        title={plugin.name}
        heading={<Heading plugin={plugin} />}
        lead={plugin.description}
        above={<Back />}
        actions={<PluginActions plugin={plugin} />}
      />
      <PageBody>
        <Health plugin={plugin} />
        <div className={classes.columns}>
          <Card title={t('About')}>
            <About plugin={plugin} />
          </Card>
          <Card title={t('Version')}>
            <Versions plugin={plugin} />
            <ReleaseNotes id={plugin.id} />
          </Card>
        </div>
        {!ran && <ReadmeCard plugin={plugin} />}
        <Card title={t('What it may do')}>
          <div className={classes.lists}>
            <Powers plugin={plugin} />
            <Features plugin={plugin} />
          </div>
          <ConsentHistory plugin={plugin} />
        </Card>
        {plugin.settings > 0 && <PluginSettingsForm plugin={plugin} />}
        {ran && (
          <>
            <Storage plugin={plugin} />
            <Usage plugin={plugin} />
            <Log plugin={plugin} />
            <ReadmeCard plugin={plugin} />
          </>
        )}
      </PageBody>
    </>
  )
}

function Back() {
  return (
    <Link to="/plugins" className={classes.back}>
      <IconArrowLeft size={15} aria-hidden="true" /> {t('Plugins')}
    </Link>
  )
}

function Heading({ plugin }: { plugin: PluginInfo }) {
  const [tone, state] = states[plugin.state] ?? ['neutral', plugin.state]
  return (
    <span className={classes.heading}>
      <BlockIcon name={plugin.icon ?? plugin.pages?.[0]?.icon} fallback="puzzle" size={22} />
      {plugin.name}
      <Pill tone={tone} dot>
        {state}
      </Pill>
    </span>
  )
}

function About({ plugin }: { plugin: PluginInfo }) {
  const { publisher, license, tier, homepage, pages } = plugin
  return (
    <dl className={classes.facts}>
      <dt>{t('Publisher')}</dt>
      <dd>{publisher}</dd>
      <dt>{t('Came here')}</dt>
      <dd>{tiers[tier] ?? tier}</dd>
      <dt>{t('Licence')}</dt>
      <dd>{license}</dd>
      {homepage && (
        <>
          <dt>{t('More')}</dt>
          <dd>
            <a href={homepage} target="_blank" rel="noreferrer">
              {homepage.replace('https://', '')}
            </a>
          </dd>
        </>
      )}
      {plugin.state === 'enabled' && pages?.length ? (
        <>
          <dt>{t('Pages')}</dt>
          <dd>
            {pages.map(({ surface, title }) => (
              <Link key={surface} className="pb-link" to="/x/$plugin/$surface" params={{ plugin: plugin.id, surface }}>
                {title}
              </Link>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  )
}
