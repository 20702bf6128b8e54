import { t } from '@i18n'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconCopy } from '@/ui/icons'
import { toast } from '@/ui/toast'

interface Props {
  email: string
  /** Below this helpdesk's own address. */
  link: string
  onClose: () => void
}

/** Where no letter can be sent, the link is passed on by hand; it is not shown again. */
export function InviteLink({ email, link, onClose }: Props) {
  const address = new URL(link, location.origin).href
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    toast({ tone: 'success', text: t('The link is on the clipboard.') })
  }
  return (
    <Modal opened onClose={onClose} title={t('Pass this link on')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Text size="sm" mb="sm">
        {t(
          'No mail server is set, so nothing was sent. Give this link to {email} yourself: whoever opens it joins in their place. It works once, for a week, and is shown only now.',
          { email },
        )}
      </Text>
      <TextInput
        label={t('Link')}
        readOnly
        value={address}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Done')}
        </Button>
        <Button leftSection={<IconCopy size={16} />} onClick={copy}>
          {t('Copy the link')}
        </Button>
      </Group>
    </Modal>
  )
}
