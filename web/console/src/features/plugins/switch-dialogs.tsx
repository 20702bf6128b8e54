import type { PluginInfo } from '@/lib/api/types'
import { FormDialog } from '@/ui/form-dialog'
import { Effect } from './effect'
import { Capabilities } from './plugin-lists'
import classes from './plugins.module.css'
import { usePluginEffect } from './queries'

export interface SwitchProps {
  plugin: PluginInfo
  busy: boolean
  onClose: () => void
  onConfirm: () => void
}

/** Before a plugin is let in: what it will reach and why, and what it does to the roles. */
export function Consent({ plugin, busy, onClose, onConfirm }: SwitchProps) {
  const effect = usePluginEffect(plugin.id)
  return (
    <FormDialog
      title={`Enable ${plugin.name}?`}
      label="Allow and enable"
      size="lg"
      busy={busy}
      disabled={effect.isPending || !!effect.data?.refused}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <div className={classes.consent}>
        <p className={classes.plain}>
          {plugin.name} {plugin.version} by {plugin.publisher} will be able to do this, and nothing else:
        </p>
        <Capabilities plugin={plugin} />
        <Effect plugin={plugin} effect={effect} />
      </div>
    </FormDialog>
  )
}

export function SwitchOff({ plugin, busy, onClose, onConfirm }: SwitchProps) {
  const effect = usePluginEffect(plugin.id)
  return (
    <FormDialog
      title={`Disable ${plugin.name}?`}
      label="Disable"
      size="lg"
      busy={busy}
      disabled={effect.isPending || !!effect.data?.refused}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <div className={classes.consent}>
        <p className={classes.plain}>
          Its pages, panels, routes and permission keys are gone at once. Its data and what the roles say about it stay,
          and come back when it is enabled again.
        </p>
        <Effect plugin={plugin} effect={effect} />
      </div>
    </FormDialog>
  )
}
