import { t, tn } from '@i18n'
import type { ImportedRow, ImportReport } from '@/lib/api/types'
import { IconAlertTriangle, IconCircleCheck } from '@/ui/icons'
import { Pill } from '@/ui/pill'
import { Table } from '@/ui/table'
import classes from './import.module.css'

/** How many lines are shown; all of those with errors come before the others. */
const most = 100

/** What becomes of each line, with what is wrong with it. */
export function ImportRows({ report, stale }: { report: ImportReport; stale: boolean }) {
  const { rows, refused } = report
  const bad = rows.filter(({ errors }) => errors.length > 0)
  const shown = [...bad, ...rows.filter(({ errors }) => errors.length === 0)].slice(0, most)
  return (
    <>
      <p className={classes.sum} data-bad={refused > 0 || undefined} role="status">
        {refused > 0 ? (
          <>
            <IconAlertTriangle size={18} aria-hidden="true" />
            {tn(
              refused,
              '{n} line needs another look. Mend the file and choose it again; until then nobody is imported.',
              '{n} lines need another look. Mend the file and choose it again; until then nobody is imported.',
            )}
          </>
        ) : (
          <>
            <IconCircleCheck size={18} aria-hidden="true" />
            {tn(
              rows.length,
              '{n} person, and nothing stands against it.',
              '{n} people, and nothing stands against it.',
            )}
          </>
        )}
      </p>
      <Table
        label={t('What becomes of each line')}
        stale={stale}
        columns={[
          { head: t('Line'), width: '64px' },
          { head: t('Person') },
          { head: t('Becomes'), width: '30%' },
          { head: t('Organization'), width: '20%', minor: true },
        ]}
      >
        {shown.map((row) => (
          <Row key={row.line} row={row} />
        ))}
      </Table>
      {rows.length > shown.length && (
        <p className={classes.rest}>{tn(rows.length - shown.length, 'And {n} more line.', 'And {n} more lines.')}</p>
      )}
    </>
  )
}

function Row({ row }: { row: ImportedRow }) {
  const role = row.roles.map(({ name }) => name).join(', ')
  return (
    <tr>
      <td>{row.line}</td>
      <td>
        <strong>{row.name || t('No name')}</strong>
        <span className={classes.email}>{row.email}</span>
        {row.errors.length > 0 && (
          <ul className={classes.errors}>
            {row.errors.map(({ field, message }) => (
              <li key={field}>{message}</li>
            ))}
          </ul>
        )}
      </td>
      <td>
        <span className={classes.becomes}>
          {role || (row.kind === 'employee' ? t('Employee') : t('Customer'))}
          {row.invited && <Pill tone="info">{t('Invitation')}</Pill>}
        </span>
      </td>
      <td data-minor>{row.organization}</td>
    </tr>
  )
}
