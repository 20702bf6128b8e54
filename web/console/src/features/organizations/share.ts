import type { Share } from '@/lib/api/types'

export const shares: { value: Share; label: string }[] = [
  { value: 'none', label: 'No, only their own' },
  { value: 'read', label: 'They may read them' },
  { value: 'reply', label: 'They may read and answer them' },
]

export const shareNames = Object.fromEntries(shares.map(({ value, label }) => [value, label])) as Record<Share, string>
