import { t, tn } from '@i18n'
import { Button, Checkbox, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useState } from 'react'
import type { Scope } from '@/lib/api/types'
import { scopeNames } from '@/lib/scopes'
import { typed } from '@/lib/use-values'
import { keyInfo, useFeatures } from '@/ui/access/use-key-info'
import { IconSearch } from '@/ui/icons'
import classes from './lists.module.css'

interface Props {
  held: Record<string, Scope>
  picked: string[]
  onPick: (picked: string[]) => void
}

/** What the token may do: some of the keys that one holds oneself, each as far as one holds it. */
export function KeyPicks({ held, picked, onPick }: Props) {
  const [q, setQ] = useState('')
  const info = keyInfo(useFeatures())
  const words = q.trim().toLowerCase()
  const shown = Object.keys(held)
    .sort()
    .filter((key) => `${key} ${info.get(key)?.title ?? ''}`.toLowerCase().includes(words))
  const all = shown.every((key) => picked.includes(key))
  const toggleAll = () =>
    onPick(all ? picked.filter((key) => !shown.includes(key)) : [...new Set([...picked, ...shown])])
  return (
    <fieldset className={classes.picks}>
      <legend>{t('What it may do')}</legend>
      <div className={classes.tools}>
        <TextInput
          type="search"
          size="xs"
          aria-label={t('Search keys')}
          placeholder={t('Search keys')}
          leftSection={<IconSearch size={15} />}
          value={q}
          onChange={typed(setQ)}
        />
        <Button variant="default" size="xs" disabled={shown.length === 0} onClick={toggleAll}>
          {all && shown.length > 0 ? t('None of these') : t('All of these')}
        </Button>
        <span className={classes.facts} role="status">
          {tn(picked.length, '{n} key picked', '{n} keys picked')}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard */}
      <section className={classes.keys} aria-label={t('Keys that you hold')} tabIndex={0}>
        {shown.map((key) => (
          <Checkbox
            key={key}
            size="sm"
            label={info.get(key)?.title || key}
            description={`${info.get(key)?.title ? key : ''}${
              info.get(key)?.scoped === false ? '' : ` ${scopeNames[held[key] ?? 'own']}`
            }`.trim()}
            checked={picked.includes(key)}
            onChange={(event) =>
              onPick(event.currentTarget.checked ? [...picked, key] : picked.filter((other) => other !== key))
            }
          />
        ))}
        {shown.length === 0 && <p className={classes.none}>{t('You hold no key that is called like that.')}</p>}
      </section>
    </fieldset>
  )
}
