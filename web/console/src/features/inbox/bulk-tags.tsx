import { t, tn } from '@i18n'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Popover, TagsInput } from '@mantine/core'
import { useState } from 'react'
import type { TicketRow } from '@/lib/api/types'
import { IconChevronDown } from '@/ui/icons'
import classes from './bulk-bar.module.css'
import type { Order } from './use-bulk'

interface Props {
  rows: TicketRow[]
  onOrder: (order: Order) => void
}

const most = 20

/** Tags that all selected tickets get, and tags that none of them keeps. */
export function BulkTags({ rows, onOrder }: Props) {
  const [opened, setOpened] = useState(false)
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const there = [...new Set(rows.flatMap(({ tags }) => tags))].sort()
  const turn = (next: boolean) => {
    setAdd([])
    setRemove([])
    setOpened(next)
  }
  const save = () => {
    turn(false)
    onOrder({
      doing: t('Changing the tags'),
      said: (n) => tn(n, 'The tags of {n} ticket are changed.', 'The tags of {n} tickets are changed.'),
      make: () => ({ add_tags: add, remove_tags: remove }),
    })
  }
  return (
    <Popover opened={opened} onChange={turn} position="bottom-end" width={280} trapFocus withRoles={false}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size={14} />}
          aria-expanded={opened}
          onClick={() => turn(!opened)}
        >
          {t('Tags')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          label={t('Add')}
          description={t('Enter after each one')}
          value={add}
          onChange={setAdd}
          data={[]}
          maxTags={most}
          data-autofocus
          comboboxProps={{ withinPortal: false }}
        />
        {there.length > 0 && (
          <fieldset className={classes.remove}>
            <legend>{t('Remove')}</legend>
            {there.map((tag) => (
              <label key={tag}>
                <input
                  type="checkbox"
                  checked={remove.includes(tag)}
                  disabled={remove.length >= most && !remove.includes(tag)}
                  onChange={({ currentTarget: { checked } }) =>
                    setRemove(checked ? [...remove, tag] : remove.filter((other) => other !== tag))
                  }
                />
                {tag}
              </label>
            ))}
          </fieldset>
        )}
        <Button mt="sm" size="xs" disabled={add.length + remove.length === 0} onClick={save}>
          {t('Change the tags')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
