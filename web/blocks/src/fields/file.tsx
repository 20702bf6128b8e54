import { t } from '@i18n'
import { ActionIcon, Button, FileButton, Input, Loader } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { uploadRecordFile } from '@/lib/api/surfaces'
import { bytes } from '@/lib/format'
import { IconPaperclip, IconX } from '@/ui/icons'
import { useSurfaceApi } from '../context'
import { UPLOADING } from '../validate'
import type { Control } from './field'
import classes from './file.module.css'
import { StaticField } from './static'

interface Known {
  name: string
  size: number
}

/** What was uploaded here, by its id: a form that is drawn again knows the names. */
const known = new Map<string, Known>()

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value ? [String(value)] : [])

/** One file or several. They go to the helpdesk when they are chosen; the form sends their ids. */
export function FileField(control: Control) {
  const { field, value, onChange, shared } = control
  const { plugin } = useSurfaceApi()
  const [error, setError] = useState('')
  const several = field.multiple || Number(field.max_files ?? 1) > 1
  const most = several ? Number(field.max_files ?? 20) : 1
  const ids = idsOf(value)
  if (!field.into) return <StaticField {...control} />
  const [collection = '', name = ''] = field.into.split('.')
  const keep = (list: string[]) => onChange(several ? list : (list.at(-1) ?? ''))

  const pick = async (picked: File | File[] | null) => {
    const files = (Array.isArray(picked) ? picked : picked ? [picked] : []).slice(0, several ? most - ids.length : 1)
    const limit = Number(field.max_bytes ?? 0)
    setError('')
    let done = several ? ids : []
    for (const file of files) {
      if (limit && file.size > limit) {
        setError(t('{name} is larger than {size}.', { name: file.name, size: bytes(limit) }))
        continue
      }
      keep([...done, UPLOADING])
      try {
        const kept = await uploadRecordFile(plugin, collection, name, file)
        known.set(kept.id, kept)
        done = [...done, kept.id]
      } catch (problem) {
        const said = problem instanceof ApiError ? Object.values(problem.fields)[0] || problem.message : ''
        setError(said || t('{name} could not be uploaded.', { name: file.name }))
      }
    }
    keep(done)
  }

  return (
    <Input.Wrapper
      id={shared.id}
      label={shared.label}
      labelElement="div"
      description={shared.description}
      required={shared.required}
      error={error || shared.error}
    >
      <ul className={classes.files} aria-label={shared.label}>
        {ids.map((id) => (
          <li key={id} className={classes.file}>
            {id === UPLOADING ? (
              <span role="status" className={classes.busy}>
                <Loader size={14} /> {t('Uploading…')}
              </span>
            ) : (
              <>
                <span className={classes.name}>{known.get(id)?.name ?? t('File')}</span>
                {known.has(id) && <span className={classes.size}>{bytes(known.get(id)?.size ?? 0)}</span>}
                <ActionIcon
                  size={24}
                  variant="subtle"
                  color="gray"
                  aria-label={t('Remove {name}', { name: known.get(id)?.name ?? t('File') })}
                  onClick={() => keep(ids.filter((other) => other !== id))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
        {ids.length < most && !shared.readOnly && (
          <li>
            <FileButton
              onChange={pick}
              multiple={several}
              accept={field.accept?.join(',')}
              disabled={shared.disabled || ids.includes(UPLOADING)}
              inputProps={{ 'aria-label': shared.label }}
            >
              {(props) => (
                <Button {...props} size="compact-sm" variant="default" leftSection={<IconPaperclip size={16} />}>
                  {several ? t('Choose files') : t('Choose a file')}
                </Button>
              )}
            </FileButton>
          </li>
        )}
      </ul>
    </Input.Wrapper>
  )
}
