import { t } from '@i18n'
import type { Share } from '@/lib/api/types'

export const shares: { value: Share; label: string }[] = [
  { value: 'none', label: t('No, only their own') },
  { value: 'read', label: t('They may read them') },
  { value: 'reply', label: t('They may read and answer them') },
]

export const shareNames = Object.fromEntries(shares.map(({ value, label }) => [value, label])) as Record<Share, string>
