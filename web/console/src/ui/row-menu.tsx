import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from './icons'

interface Entry {
  label: string
  danger?: boolean
  run: () => void
}

/** What can be done with one row of a list; not there when that is nothing. */
export function RowMenu({ label, entries }: { label: string; entries: (Entry | false | undefined)[] }) {
  const shown = entries.filter((entry) => !!entry)
  if (shown.length === 0) return null
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={label}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ label, danger, run }) => (
          <Menu.Item key={label} color={danger ? 'red' : undefined} onClick={run}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
