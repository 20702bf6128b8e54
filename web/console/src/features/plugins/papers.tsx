import { t, tn } from '@i18n'
import { useId } from 'react'
import type { PluginInfo, PluginPapers, PluginRelease } from '@/lib/api/types'
import { clean } from '@/lib/clean'
import { Card } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import classes from './papers.module.css'
import listClasses from './plugins.module.css'
import { usePapers } from './queries'

/** What the publisher says about the plugin, on its page. */
export function ReadmeCard({ plugin: { id, publisher } }: { plugin: PluginInfo }) {
  const { data } = usePapers(id)
  if (!data?.readme_html) return null
  return (
    <Card title={t('What {publisher} says about it', { publisher })} id="readme">
      <Words html={data.readme_html} />
      {data.cut && <Cut />}
    </Card>
  )
}

/** What is new in the version that is here, and in those before it. */
export function ReleaseNotes({ id }: { id: string }) {
  const { data, error, refetch } = usePapers(id)
  if (error && !data) return <ErrorState compact error={error} what={t('The changelog')} retry={() => refetch()} />
  if (!data) return <Loading lines={2} label={t('Loading the changelog')} />
  // A changelog may speak of versions that are not here yet.
  const releases = data.releases ?? []
  const [last, ...earlier] = releases.slice(
    Math.max(
      0,
      releases.findIndex(({ version }) => version === data.version),
    ),
  )
  if (!last) return null
  return (
    <section className={classes.notes}>
      <h3 className={listClasses.listTitle}>
        {last.version ? t('New in {version}', { version: last.version }) : t('What changed')}
      </h3>
      <Words html={last.html} />
      {earlier.length > 0 && (
        <details className={listClasses.details}>
          <summary>{tn(earlier.length, '{n} earlier version', '{n} earlier versions')}</summary>
          <Releases list={earlier} />
        </details>
      )}
    </section>
  )
}

/** Before somebody decides: what changes between the two versions, and what the publisher says of it, to unfold. */
export function Papers({ papers, publisher }: { papers: PluginPapers; publisher: string }) {
  const title = useId()
  const news = (papers.releases ?? []).filter((release) => release.new)
  return (
    <>
      {papers.since && (
        <section aria-labelledby={title}>
          <h3 className={listClasses.listTitle} id={title}>
            {t('What is new since {version}', { version: papers.since })}
          </h3>
          {news.length > 0 ? (
            <Releases list={news} />
          ) : (
            <p className={listClasses.reason}>{t('Its changelog says nothing about that.')}</p>
          )}
        </section>
      )}
      {papers.readme_html && (
        <details className={classes.readme}>
          <summary>{t('What {publisher} says about it', { publisher })}</summary>
          <Words html={papers.readme_html} />
          {papers.cut && <Cut />}
        </details>
      )}
    </>
  )
}

/** The same of a plugin that is here already. */
export function PapersOf({ plugin: { id, publisher } }: { plugin: PluginInfo }) {
  const { data } = usePapers(id)
  return data ? <Papers papers={data} publisher={publisher} /> : null
}

function Releases({ list }: { list: PluginRelease[] }) {
  return (
    <ol className={classes.releases}>
      {list.map((release) => (
        <li key={`${release.heading} ${release.html.length}`}>
          <p className={classes.release}>{release.heading || t('What changed')}</p>
          <Words html={release.html} />
        </li>
      ))}
    </ol>
  )
}

function Cut() {
  return <p className={listClasses.reason}>{t('There is more of it in the package.')}</p>
}

/** A stranger's words: cleaned by the server, and again here. */
function Words({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the host and again by clean(), under Trusted Types
  return <div className={classes.words} data-foreign dangerouslySetInnerHTML={clean(html)} />
}
