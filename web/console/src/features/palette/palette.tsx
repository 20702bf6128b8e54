import { t } from '@i18n'
import { Modal } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { IconSearch } from '@/ui/icons'
import { type Entry, useEntries } from './entries'
import classes from './palette.module.css'

/** One box for everything: type, choose with the arrow keys, Enter goes there. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const { groups, searching } = useEntries(q.trim())
  const all = groups.flatMap(({ entries }) => entries)
  const current = all[Math.min(at, all.length - 1)]
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other entries may have moved the chosen one out of sight
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' })
  }, [current?.id, all.length])

  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && all.length > 0) setAt((Math.min(at, all.length - 1) + step + all.length) % all.length)
    else if (event.key === 'Enter') choose(current)
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset="12vh" centered={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('Find or do anything')}>
        <div className={classes.box}>
          <IconSearch size={18} aria-hidden="true" />
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever asked for the box types into it, from the first letter on
            autoFocus
            className={classes.input}
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={current && `${id}-${current.id}`}
            aria-label={t('Find tickets, people, pages and actions')}
            autoComplete="off"
            placeholder={t('Tickets, people, pages, actions')}
            value={q}
            onChange={(event) => {
              setQ(event.currentTarget.value)
              setAt(0)
            }}
            onKeyDown={keyDown}
          />
          <kbd className={classes.key}>{t('Esc')}</kbd>
        </div>
        <div className={classes.list} id={`${id}-list`} role="listbox" aria-label={t('What was found')} ref={list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, which a fieldset may not hold
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={classes.title} aria-hidden="true">
                {group.title}
              </div>
              {group.entries.map((entry) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the box above
                // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box above
                <div
                  key={entry.id}
                  id={`${id}-${entry.id}`}
                  className={classes.entry}
                  role="option"
                  aria-selected={entry === current}
                  onMouseMove={() => setAt(all.indexOf(entry))}
                  onClick={() => choose(entry)}
                >
                  <span className={classes.icon}>{entry.icon}</span>
                  <span className={classes.label}>{entry.label}</span>
                  {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
                </div>
              ))}
            </div>
          ))}
        </div>
        <p className={all.length === 0 ? classes.nothing : 'pb-hidden'} role="status">
          {searching ? t('Searching…') : all.length === 0 ? t('Nothing fits “{value}”.', { value: q.trim() }) : ''}
        </p>
      </Modal.Content>
    </Modal.Root>
  )
}
