import { t } from '@i18n'
import { useQuery } from '@tanstack/react-query'
import { previewAccess } from '@/lib/api/access'
import type { PreviewRequest } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { FormDialog } from '@/ui/form-dialog'
import { ErrorState, Loading } from '@/ui/states'
import { PreviewReport } from './preview-report'

interface Props {
  title: string
  label: string
  change: PreviewRequest
  of: string
  about: 'role' | 'person'
  busy: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
}

/** What saving would do, shown before it is done; not offered where it would be refused. */
export function PreviewDialog({ title, label, change, of, about, busy, error, onConfirm, onClose }: Props) {
  const preview = useQuery({
    queryKey: keys.preview(change),
    queryFn: () => previewAccess(change),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <FormDialog
      title={title}
      label={label}
      size="lg"
      busy={busy}
      error={error}
      disabled={preview.isPending || !!preview.data?.refused}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      {preview.isPending && <Loading lines={4} label={t('Finding out who gains and loses what')} />}
      {preview.isError && (
        <ErrorState compact error={preview.error} what={t('The preview')} retry={() => preview.refetch()} />
      )}
      {preview.data && <PreviewReport preview={preview.data} of={of} about={about} />}
    </FormDialog>
  )
}
