import { Surface } from '@blocks/surface'
import { t } from '@i18n'
import { Modal } from '@mantine/core'
import type { PluginPage } from '@/lib/api/types'

interface Props {
  action: PluginPage
  ticket: number
  onClose: () => void
}

/** A plugin's ticket action, in a dialog over the ticket. */
export default function ActionDialog({ action, ticket, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={action.title} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      <Surface
        plugin={action.plugin}
        surface={action.surface}
        title={action.title}
        context={{ ticket: String(ticket) }}
        look="dialog"
        onClose={onClose}
      />
    </Modal>
  )
}
