import { t, tn } from '@i18n'
import { tx } from '@i18n/nodes'
import type { Preview } from '@/lib/api/types'
import { number } from '@/lib/format'
import { IconArrowRight, IconLock } from '@/ui/icons'
import { Person } from '@/ui/person'
import classes from './access.module.css'
import { KeyChangesFold } from './key-changes'
import { keyInfo, useFeatures } from './use-key-info'

interface Props {
  preview: Preview
  /** Whom the first list is about: the role by itself, or the person. */
  of: string
  about: 'role' | 'person'
}

/** Who would gain and lose what, in keys, people and numbers of tickets. */
export function PreviewReport({ preview, of, about }: Props) {
  const info = keyInfo(useFeatures())
  const { changes, people, refused, holders, more } = preview
  return (
    <div className={classes.report}>
      {refused && (
        <p className={classes.refused} role="alert">
          <IconLock size={17} aria-hidden="true" />
          <span>{t('You can not save this. {refused}', { refused })}</span>
        </p>
      )}
      {changes.length === 0 && people.length === 0 && !refused && (
        <p className={classes.plain}>{t('Nobody gains or loses anything by it.')}</p>
      )}
      {about === 'role' && changes.length > 0 && (
        <section>
          <h3 className={classes.title}>{t('The role by itself')}</h3>
          <KeyChangesFold title={of} changes={changes} info={info} open={changes.length <= 8} />
        </section>
      )}
      {about === 'role' && changes.length > 0 && people.length === 0 && (
        <p className={classes.plain}>
          {holders === 0
            ? t('Nobody holds this role.')
            : t('Nothing changes for whoever holds it: their other roles say the same.')}
        </p>
      )}
      {people.length > 0 && (
        <section>
          {about === 'role' && (
            <h3 className={classes.title}>{tn(people.length, 'For {n} person', 'For {n} people')}</h3>
          )}
          <ul className={classes.people}>
            {people.map(({ person, changes, tickets }) => (
              <li key={person.id}>
                <KeyChangesFold
                  title={
                    <>
                      <Person name={person.name} size="xs" />
                      <Tickets before={tickets.before} after={tickets.after} />
                    </>
                  }
                  changes={changes}
                  info={info}
                  open={about === 'person'}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {more && (
        <p className={classes.plain}>
          {tn(
            holders,
            '{n} person holds it; only the first of them by name were looked at.',
            '{n} people hold it; only the first of them by name were looked at.',
          )}
        </p>
      )}
    </div>
  )
}

type Count = Preview['people'][number]['tickets']['before']

const words = ({ n, more }: Count) => `${number(n)}${more ? '+' : ''}`

function Tickets({ before, after }: { before: Count; after: Count }) {
  const [was, is] = [words(before), words(after)]
  return (
    <span className={classes.tickets}>
      {was === is
        ? t('{count} tickets, as now', { count: is })
        : tx('{before} {becomes} {after} tickets', {
            before: was,
            becomes: <IconArrowRight size={13} aria-label={t('becomes')} />,
            after: is,
          })}
    </span>
  )
}
