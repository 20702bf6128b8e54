import { t } from '@i18n'
import { ActionIcon, Button, FileButton, Loader } from '@mantine/core'
import type { Attachment } from '@/lib/api/types'
import { bytes } from '@/lib/format'
import { IconPaperclip, IconX } from '@/ui/icons'
import classes from './attach.module.css'

export function AttachButton({ onPick }: { onPick: (files: File[]) => void }) {
  return (
    <FileButton onChange={onPick} multiple inputProps={{ 'aria-label': t('Files to attach') }}>
      {(props) => (
        <Button
          {...props}
          size="compact-sm"
          variant="subtle"
          color="gray"
          c="inherit"
          leftSection={<IconPaperclip size={16} />}
        >
          {t('Attach')}
        </Button>
      )}
    </FileButton>
  )
}

interface Props {
  files: Attachment[]
  uploading: number
  onDrop: (id: number) => void
}

export function PendingFiles({ files, uploading, onDrop }: Props) {
  if (files.length === 0 && uploading === 0) return null
  return (
    <ul className={classes.files} aria-label={t('Files to be sent')}>
      {files.map((file) => (
        <li key={file.id} className={classes.file}>
          <span className={classes.name}>{file.name}</span>
          <span className={classes.size}>{bytes(file.size)}</span>
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label={t('Remove {name}', { name: file.name })}
            onClick={() => onDrop(file.id)}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
      {uploading > 0 && (
        <li className={classes.file} role="status">
          <Loader size={14} /> {t('Uploading…')}
        </li>
      )}
    </ul>
  )
}
