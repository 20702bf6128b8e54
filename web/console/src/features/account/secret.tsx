import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconCopy } from '@/ui/icons'
import { toast } from '@/ui/toast'

/** A token's secret, for the only time it is known. */
export function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast({ tone: 'success', text: t('The secret is on the clipboard.') })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('The secret of {name}', { name })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Text size="sm" mb="sm">
        {tx('Copy it now: it is shown this once, and nobody can look it up later. A program sends it as {header}', {
          header: <code>Authorization: Bearer …</code>,
        })}
      </Text>
      <TextInput
        label={t('Secret')}
        readOnly
        value={secret}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('I have it')}
        </Button>
        <Button leftSection={<IconCopy size={16} />} onClick={copy}>
          {t('Copy the secret')}
        </Button>
      </Group>
    </Modal>
  )
}
