import { t } from '@i18n'
import { ActionIcon, Modal, Switch } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import { IconChevronDown, IconChevronUp } from '@/ui/icons'
import { moved, nameOf, useColumnChoice } from './column-choice'
import classes from './columns-dialog.module.css'

/** Which columns of plugins one sees in lists of tickets, and in which order. */
export default function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const { all, keep } = useColumnChoice()
  const turn = (name: string) => keep(all.map((one) => (nameOf(one.column) === name ? { ...one, on: !one.on } : one)))
  return (
    <Modal opened onClose={onClose} title={t('Columns of plugins')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <p className={classes.lead}>{t('What stands in your lists of tickets. Kept in this browser.')}</p>
      <ul className={classes.list}>
        {all.map(({ column, on }, index) => (
          <li key={nameOf(column)} className={classes.row}>
            <Switch label={column.title} checked={on} onChange={() => turn(nameOf(column))} />
            <span className={classes.moves}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                disabled={index === 0}
                aria-label={t('Move {name} up', { name: column.title })}
                onClick={() => keep(moved(all, index, -1))}
              >
                <IconChevronUp size={17} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                disabled={index === all.length - 1}
                aria-label={t('Move {name} down', { name: column.title })}
                onClick={() => keep(moved(all, index, 1))}
              >
                <IconChevronDown size={17} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
