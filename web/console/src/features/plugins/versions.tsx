import { t } from '@i18n'
import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { rollbackPlugin } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { Confirm } from '@/ui/confirm'
import { IconHistory, IconUpload } from '@/ui/icons'
import { Refusal } from '@/ui/refusal'
import { Arrival } from './arrival'
import classes from './plugins.module.css'
import { usePluginChange } from './queries'
import { useArrival } from './use-arrival'

/** Which version runs, and the ways forth and back. */
export function Versions({ plugin }: { plugin: PluginInfo }) {
  const { look, take, arrived, forget } = useArrival()
  const other = arrived && arrived.preview.id !== plugin.id
  return (
    <>
      <p className={classes.version}>{plugin.version}</p>
      {plugin.tier === 'bundled' ? (
        <p className={classes.reason}>{t('It comes with Pegboard and is upgraded with it.')}</p>
      ) : (
        <div className={classes.buttons}>
          <FileButton onChange={take} accept=".peg" inputProps={{ 'aria-label': t('Package of the new version') }}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={look.isPending}>
                {t('Upgrade…')}
              </Button>
            )}
          </FileButton>
          {plugin.abilities.rollback && <Rollback plugin={plugin} />}
        </div>
      )}
      <Refusal error={other ? t('That file is {name}, another plugin.', { name: arrived.preview.name }) : look.error} />
      {arrived && !other && <Arrival {...arrived} onClose={forget} />}
    </>
  )
}

function Rollback({ plugin: { id, name, previous, version } }: { plugin: PluginInfo }) {
  const [asking, setAsking] = useState(false)
  const change = usePluginChange()
  const before = previous ?? ''
  const back = () =>
    change.mutate(
      {
        doing: t('Going back to {version}', { version: before }),
        done: t('{name} is at {version} again.', { name, version: before }),
        run: () => rollbackPlugin(id),
      },
      { onSettled: () => setAsking(false) },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => setAsking(true)}>
        {t('Back to {version}…', { version: before })}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={back}
        busy={change.isPending}
        title={t('Go back to {name} {version}?', { name, version: before })}
        label={t('Go back to {version}', { version: before })}
      >
        {t(
          'Its records stay as they are. What only {now} knew about them is kept out of sight, and found again by a version that knows it. You consent to what {before} asks for. To come back to {now} you need its file.',
          { now: version, before },
        )}
      </Confirm>
    </>
  )
}
