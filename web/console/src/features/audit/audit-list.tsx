import { t, tn } from '@i18n'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AuditChange, AuditEntry } from '@/lib/api/types'
import { dateTime, dateTimeShort } from '@/lib/format'
import { IconArrowRight, IconChevronDown, IconChevronRight } from '@/ui/icons'
import { Avatar } from '@/ui/person'
import classes from './audit.module.css'
import { deed, kindOf } from './words'

export function AuditList({ entries, stale }: { entries: AuditEntry[]; stale: boolean }) {
  return (
    <ol className={classes.list} data-stale={stale || undefined} aria-label={t('Lines of the log, newest first')}>
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} />
      ))}
    </ol>
  )
}

function Line({ entry }: { entry: AuditEntry }) {
  const [open, setOpen] = useState(false)
  const Chevron = open ? IconChevronDown : IconChevronRight
  const id = `line-${entry.id}`
  return (
    <li className={classes.line}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron className={classes.chevron} size={16} aria-hidden="true" />
        <span className={classes.who}>
          <Avatar name={entry.actor_name} size="xs" />
          <span className={classes.cut}>{entry.actor_name}</span>
        </span>
        <span className={classes.what}>
          <span className={classes.kind}>{kindOf(entry)}</span> <strong>{entry.target_name}</strong>
          <span className={classes.deed}>{deed(entry.action)}</span>
        </span>
        <span className={classes.sum}>
          {!!entry.before &&
            !!entry.after &&
            entry.changes.length > 0 &&
            tn(entry.changes.length, '{n} change', '{n} changes')}
        </span>
        <time className={classes.time} dateTime={entry.at} title={dateTime(entry.at)}>
          {dateTimeShort(entry.at)}
        </time>
      </button>
      <div id={id} hidden={!open}>
        {open && <Details entry={entry} />}
      </div>
    </li>
  )
}

function Details({ entry }: { entry: AuditEntry }) {
  const { changes } = entry
  return (
    <div className={classes.details}>
      {changes.length > 0 ? <Diff changes={changes} /> : <p className={classes.none}>{t('Nothing more to tell.')}</p>}
      <p className={classes.facts}>
        <span>{dateTime(entry.at)}</span>
        <code>{entry.action}</code>
        {entry.plugin && <span>{t('Through the plugin {plugin}', { plugin: entry.plugin })}</span>}
        {entry.token_id && <span>{t('With token {token_id}', { token_id: entry.token_id })}</span>}
        {entry.request_id && <span>{t('Request {request_id}', { request_id: entry.request_id })}</span>}
        {entry.target_type === 'person' && entry.action !== 'person.deleted' && (
          <Link className="pb-link" to="/people/$id" params={{ id: Number(entry.target_id) }}>
            {t('Open the person')}
          </Link>
        )}
        {entry.target_type === 'role' && entry.action !== 'role.deleted' && (
          <Link className="pb-link" to="/roles/$slug" params={{ slug: entry.target_id }}>
            {t('Open the role')}
          </Link>
        )}
      </p>
    </div>
  )
}

function Diff({ changes }: { changes: AuditChange[] }) {
  return (
    <table className={classes.diff} aria-label={t('What differs')}>
      <thead className="pb-hidden">
        <tr>
          <th scope="col">{t('Where')}</th>
          <th scope="col">{t('Before and after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.where}>
            <th scope="row">{change.where}</th>
            <td>
              <Values {...change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Values({ before, after, time }: AuditChange) {
  const said = (text: string) => (time ? dateTime(text) : text)
  return (
    <>
      {before !== null && <del className={classes.before}>{said(before)}</del>}
      {before !== null && after !== null && <IconArrowRight className={classes.arrow} size={14} aria-hidden="true" />}
      {after !== null && <ins className={classes.after}>{said(after)}</ins>}
    </>
  )
}
