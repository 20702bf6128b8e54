import { t } from '@i18n'
import { Button, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { setPluginQuota } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { bytes, number } from '@/lib/format'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import { fieldError, Refusal } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import classes from './plugins.module.css'

const megabyte = 1_000_000

/** How much is kept for it, how much may be, and what somebody lets it have. */
export function Storage({ plugin }: { plugin: PluginInfo }) {
  const { rows, bytes: size, max_rows, max_bytes } = plugin.storage
  const [open, setOpen] = useState(false)
  return (
    <Card title={t('What it keeps')}>
      <Level
        used={rows}
        most={max_rows}
        words={t('{used} of {most} rows', { used: number(rows), most: number(max_rows) })}
      />
      <Level
        used={size}
        most={max_bytes}
        words={t('{used} of {most}', { used: bytes(size), most: bytes(max_bytes) })}
      />
      <p className={classes.reason}>
        {t('Rows are its records and entries. Beyond its limits it can keep nothing more; what is there stays.')}
      </p>
      {plugin.abilities.quota && !open && (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('Change the limits…')}
        </Button>
      )}
      {open && <Limits plugin={plugin} close={() => setOpen(false)} />}
    </Card>
  )
}

function Level({ used, most, words }: { used: number; most: number; words: string }) {
  const share = Math.min(used / most, 1)
  return (
    <div className={classes.level}>
      <span>{words}</span>
      <span className={classes.track} data-full={share > 0.9 || undefined} aria-hidden="true">
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </div>
  )
}

/** Empty is the usual. */
function Limits({ plugin: { id, name, storage }, close }: { plugin: PluginInfo; close: () => void }) {
  const [rows, setRows] = useState<number | string>(storage.set_rows ? storage.max_rows : '')
  const [size, setSize] = useState<number | string>(storage.set_bytes ? storage.max_bytes / megabyte : '')
  const change = useChange(keys.plugin(id))
  const save = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      run: async () => {
        const saved = await setPluginQuota(id, {
          max_rows: rows === '' ? null : Number(rows),
          max_bytes: size === '' ? null : Math.round(Number(size) * megabyte),
        })
        close()
        return saved
      },
      done: t('{name} may keep that much from now on.', { name }),
    })
  }
  return (
    <form onSubmit={save} className={classes.form}>
      <NumberInput
        label={t('Most rows')}
        description={t('Empty: the usual.')}
        value={rows}
        onChange={setRows}
        min={100}
        max={1_000_000_000}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator
        error={fieldError(change.error, 'max_rows')}
      />
      <NumberInput
        label={t('Most megabytes')}
        description={t('Empty: the usual.')}
        value={size}
        onChange={setSize}
        min={1}
        max={10_000_000}
        allowNegative={false}
        thousandSeparator
        error={fieldError(change.error, 'max_bytes')}
      />
      <Refusal error={change.error} shown={['max_rows', 'max_bytes']} />
      <div className={classes.buttons}>
        <Button type="submit" loading={change.isPending}>
          {t('Save limits')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
