import { t } from '@i18n'
import { Modal, Switch } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import { switchShortcuts, useActiveShortcuts, useShortcutsOn } from '@/lib/shortcuts'
import classes from './shortcut-list.module.css'

type Groups = ReturnType<typeof useActiveShortcuts>

/** Parts of a page that say the same title stand under it together. */
function together(groups: Groups): Groups {
  const titles = [...new Set(groups.map(({ title }) => title))]
  return titles.map((title) => ({
    title,
    shortcuts: groups.filter((group) => group.title === title).flatMap((group) => group.shortcuts),
  }))
}

/** The keys that work on the page as it is now. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const groups = useActiveShortcuts()
  const on = useShortcutsOn()
  return (
    <Modal opened onClose={onClose} title={t('Keyboard shortcuts')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {together(groups).map((group) => (
        <section key={group.title} className={classes.group}>
          <h3 className={classes.title}>{group.title}</h3>
          <dl className={classes.list}>
            {group.shortcuts.map(({ key, label }) => (
              <div key={key} className={classes.row}>
                <dt>
                  <kbd className={classes.key}>{key}</kbd>
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        label={t('Single-key shortcuts')}
        description={t('Off: these keys do nothing until you switch them on again in your profile.')}
        checked={on}
        onChange={(event) => switchShortcuts(event.currentTarget.checked)}
      />
    </Modal>
  )
}
