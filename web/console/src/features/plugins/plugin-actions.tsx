import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import '@mantine/core/styles/Radio.layer.css'
import { useState } from 'react'
import { disablePlugin, enablePlugin, uninstallPlugin } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { Confirm } from '@/ui/confirm'
import { Capabilities, Features } from './plugin-lists'
import classes from './plugins.module.css'
import { usePluginChange } from './queries'

type Asking = null | 'enable' | 'disable' | 'uninstall'

export function PluginActions({ plugin }: { plugin: PluginInfo }) {
  const [asking, setAsking] = useState<Asking>(null)
  const change = usePluginChange()
  const { id, name, abilities, state } = plugin
  const close = () => setAsking(null)
  const act = (doing: string, done: string, run: () => Promise<unknown>) =>
    change.mutate({ doing, done, run }, { onSettled: close })
  return (
    <>
      {abilities.enable && state !== 'enabled' && <Button onClick={() => setAsking('enable')}>Enable…</Button>}
      {abilities.disable && state === 'enabled' && (
        <Button variant="default" onClick={() => setAsking('disable')}>
          Disable…
        </Button>
      )}
      {abilities.uninstall && (
        <Button variant="subtle" color="red" onClick={() => setAsking('uninstall')}>
          Uninstall…
        </Button>
      )}
      <Consent
        plugin={plugin}
        opened={asking === 'enable'}
        busy={change.isPending}
        onClose={close}
        onConfirm={() => act(`Enabling ${name}`, `${name} is on the board.`, () => enablePlugin(id))}
      />
      <Confirm
        opened={asking === 'disable'}
        onClose={close}
        onConfirm={() =>
          act(`Disabling ${name}`, `${name} is off. Its data and what roles say about it are kept.`, () =>
            disablePlugin(id),
          )
        }
        title={`Disable ${name}?`}
        label="Disable"
        busy={change.isPending}
      >
        Its pages, panels, routes and permission keys are gone at once. Its data and what the roles say about it stay,
        and come back when it is enabled again.
      </Confirm>
      {asking === 'uninstall' && (
        <Uninstall
          plugin={plugin}
          busy={change.isPending}
          onClose={close}
          onConfirm={(data) => act(`Uninstalling ${name}`, `${name} is uninstalled.`, () => uninstallPlugin(id, data))}
        />
      )}
    </>
  )
}

interface DialogProps {
  plugin: PluginInfo
  busy: boolean
  onClose: () => void
}

/** Before a plugin is let in: what it will reach and what it adds. */
function Consent({
  plugin,
  opened,
  busy,
  onClose,
  onConfirm,
}: DialogProps & { opened: boolean; onConfirm: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Enable ${plugin.name}?`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.consent}>
        <p style={{ margin: 0 }}>
          {plugin.name} {plugin.version} by {plugin.publisher} will be able to do this, and nothing else:
        </p>
        <Capabilities plugin={plugin} />
        <Features plugin={plugin} />
      </div>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={busy} onClick={onConfirm} data-autofocus>
          Allow and enable
        </Button>
      </Group>
    </Modal>
  )
}

function Uninstall({
  plugin,
  busy,
  onClose,
  onConfirm,
}: DialogProps & { onConfirm: (data: 'keep' | 'purge') => void }) {
  const [data, setData] = useState<'keep' | 'purge'>('keep')
  return (
    <Modal opened onClose={onClose} title={`Uninstall ${plugin.name}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Radio.Group label="Its data" value={data} onChange={(value) => setData(value as 'keep' | 'purge')}>
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label="Keep" description="A later install finds everything as it was." />
          <Radio
            value="purge"
            label="Delete for good"
            description="Records, settings and what roles say about it are gone."
          />
        </Stack>
      </Radio.Group>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="red" loading={busy} onClick={() => onConfirm(data)}>
          {data === 'purge' ? 'Uninstall and delete data' : 'Uninstall'}
        </Button>
      </Group>
    </Modal>
  )
}
