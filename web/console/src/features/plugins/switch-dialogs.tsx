import { t } from '@i18n'
import type { PluginInfo } from '@/lib/api/types'
import { FormDialog } from '@/ui/form-dialog'
import { Effect } from './effect'
import { PapersOf } from './papers'
import classes from './plugins.module.css'
import { Powers } from './powers'
import { usePluginEffect } from './queries'
import { hookWords } from './words'

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
      title={t('Enable {name}?', { name: plugin.name })}
      label={t('Allow and enable')}
      size="lg"
      busy={busy}
      disabled={effect.isPending || !!effect.data?.refused}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <div className={classes.consent}>
        <p className={classes.plain}>
          {t('{name} {version} by {publisher} will be able to do this, and nothing else:', {
            name: plugin.name,
            version: plugin.version,
            publisher: plugin.publisher,
          })}
        </p>
        <Powers plugin={plugin} />
        <PapersOf plugin={plugin} />
        <Effect plugin={plugin} effect={effect} />
      </div>
    </FormDialog>
  )
}

/** Of a plugin that its failures have switched off: the decision to go on without it. */
export function LeaveOff({ plugin: { name, must_agree }, busy, onClose, onConfirm }: SwitchProps) {
  return (
    <FormDialog
      title={t('Leave {name} off?', { name })}
      label={t('Leave it off')}
      busy={busy}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <p className={classes.plain}>
        {must_agree?.length
          ? t('It has no say any more in these: {hooks}.', { hooks: hookWords(must_agree) })
          : t('Nothing changes but the notice.')}{' '}
        {t('Its data and what the roles say about it stay.')}
      </p>
    </FormDialog>
  )
}

export function SwitchOff({ plugin, busy, onClose, onConfirm }: SwitchProps) {
  const effect = usePluginEffect(plugin.id)
  return (
    <FormDialog
      title={t('Disable {name}?', { name: plugin.name })}
      label={t('Disable')}
      size="lg"
      busy={busy}
      disabled={effect.isPending || !!effect.data?.refused}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <div className={classes.consent}>
        <p className={classes.plain}>
          {t(
            'Its pages, panels, routes and permission keys are gone at once. Its data and what the roles say about it stay, and come back when it is enabled again.',
          )}
        </p>
        <Effect plugin={plugin} effect={effect} />
      </div>
    </FormDialog>
  )
}
