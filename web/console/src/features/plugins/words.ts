import { t } from '@i18n'
import type { PluginInfo } from '@/lib/api/types'
import type { Tone } from '@/ui/pill'

/** How a plugin stands, and in which tone to say so. */
export const states: Record<PluginInfo['state'], [Tone, string]> = {
  enabled: ['success', t('Enabled')],
  disabled: ['neutral', t('Disabled')],
  available: ['neutral', t('Not enabled')],
  stopped: ['danger', t('Switched off after failures')],
  waiting: ['warning', t('Waits for consent')],
  held: ['warning', t('Off in safe mode')],
  failed: ['danger', t('Failed')],
}

export const tiers: Record<PluginInfo['tier'], string> = {
  bundled: t('Comes with Pegboard'),
  verified: t('Verified'),
  local: t('Uploaded here'),
}

/** How much harm what a plugin may do could do in bad hands. */
export const risks: Record<PluginInfo['risk'], [Tone, string, string]> = {
  low: ['neutral', t('Low risk'), t('It reaches only what is its own.')],
  medium: ['warning', t('Medium risk'), t('It reaches what the person using it may see and do, and no more.')],
  high: [
    'danger',
    t('High risk'),
    t('It reaches further than the person using it, or what it sees can leave. Look closely.'),
  ],
}

/** What has to be agreed to, in words: ticket.will_create is "new tickets". */
const hooks: Record<string, string> = {
  'ticket.will_create': t('new tickets'),
  'ticket.will_update': t('changes of tickets'),
  'ticket.will_reply': t('answers'),
  'ticket.will_comment': t('private notes'),
  'ticket.will_assign': t('assigning tickets'),
  'ticket.will_transfer': t('transferring tickets'),
  'ticket.will_close': t('closing tickets'),
  'ticket.will_merge': t('merging tickets'),
}

export const hookWords = (names: string[]) =>
  new Intl.ListFormat(document.documentElement.lang || 'en').format(names.map((name) => hooks[name] ?? name))
