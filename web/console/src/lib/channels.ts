import { t } from '@i18n'

/** The ways tickets come in by; a plugin's is called as the plugin. Others have no name but their own. */
export const channelNames: Record<string, string> = {
  web: t('Web'),
  mail: t('E-mail'),
  phone: t('Phone'),
  api: t('API'),
  livechat: t('Live chat'),
  calllogs: t('Call'),
  surveys: t('Survey'),
}

/** What a channel is called. */
export const channelName = (channel: string) => channelNames[channel] ?? channel
