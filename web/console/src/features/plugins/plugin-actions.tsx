import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { disablePlugin, enablePlugin } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { usePluginChange } from './queries'
import { Consent, LeaveOff, SwitchOff } from './switch-dialogs'
import { Uninstall } from './uninstall'

type Asking = null | 'enable' | 'disable' | 'uninstall'

const enableWords: Partial<Record<PluginInfo['state'], string>> = {
  stopped: t('Switch on again…'),
  waiting: t('Look at it and consent…'),
}

export function PluginActions({ plugin }: { plugin: PluginInfo }) {
  const [asking, setAsking] = useState<Asking>(null)
  const change = usePluginChange()
  const { id, name, abilities, state } = plugin
  const close = () => setAsking(null)
  const Off = state === 'stopped' ? LeaveOff : SwitchOff
  const act = (doing: string, done: string, run: () => Promise<unknown>) =>
    change.mutate({ doing, done, run }, { onSettled: close })
  return (
    <>
      {abilities.enable && <Button onClick={() => setAsking('enable')}>{enableWords[state] ?? t('Enable…')}</Button>}
      {abilities.disable && (
        <Button variant="default" onClick={() => setAsking('disable')}>
          {state === 'stopped' ? t('Leave it off…') : t('Disable…')}
        </Button>
      )}
      {abilities.uninstall && (
        <Button variant="subtle" color="red" onClick={() => setAsking('uninstall')}>
          {t('Uninstall…')}
        </Button>
      )}
      {asking === 'enable' && (
        <Consent
          plugin={plugin}
          busy={change.isPending}
          onClose={close}
          onConfirm={() =>
            act(t('Enabling {name}', { name }), t('{name} is on the board.', { name }), () => enablePlugin(id))
          }
        />
      )}
      {asking === 'disable' && (
        <Off
          plugin={plugin}
          busy={change.isPending}
          onClose={close}
          onConfirm={() =>
            act(
              t('Disabling {name}', { name }),
              t('{name} is off. Its data and what roles say about it are kept.', { name }),
              () => disablePlugin(id),
            )
          }
        />
      )}
      {asking === 'uninstall' && <Uninstall plugin={plugin} onClose={close} />}
    </>
  )
}
