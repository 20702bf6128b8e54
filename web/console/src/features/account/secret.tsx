import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconCopy } from '@/ui/icons'
import { toast } from '@/ui/toast'

/** A token's secret, for the only time it is known. */
export function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast({ tone: 'success', text: 'The secret is on the clipboard.' })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`The secret of ${name}`}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" mb="sm">
        Copy it now: it is shown this once, and nobody can look it up later. A program sends it as{' '}
        <code>Authorization: Bearer …</code>
      </Text>
      <TextInput
        label="Secret"
        readOnly
        value={secret}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          I have it
        </Button>
        <Button leftSection={<IconCopy size={16} />} onClick={copy}>
          Copy the secret
        </Button>
      </Group>
    </Modal>
  )
}
