import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import '@mantine/core/styles/Radio.layer.css'
import { useState } from 'react'
import { disablePlugin, enablePlugin, uninstallPlugin } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { usePluginChange } from './queries'
import { Consent, SwitchOff, type SwitchProps } from './switch-dialogs'

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
      {asking === 'enable' && (
        <Consent
          plugin={plugin}
          busy={change.isPending}
          onClose={close}
          onConfirm={() => act(`Enabling ${name}`, `${name} is on the board.`, () => enablePlugin(id))}
        />
      )}
      {asking === 'disable' && (
        <SwitchOff
          plugin={plugin}
          busy={change.isPending}
          onClose={close}
          onConfirm={() =>
            act(`Disabling ${name}`, `${name} is off. Its data and what roles say about it are kept.`, () =>
              disablePlugin(id),
            )
          }
        />
      )}
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

function Uninstall({
  plugin,
  busy,
  onClose,
  onConfirm,
}: Omit<SwitchProps, 'onConfirm'> & { onConfirm: (data: 'keep' | 'purge') => void }) {
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
