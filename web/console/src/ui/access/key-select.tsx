import { t } from '@i18n'
import { Select } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import type { FeatureInfo, KeyInfo } from '@/lib/api/types'

interface Props {
  label: string
  description?: string
  features: FeatureInfo[]
  fits?: (key: KeyInfo) => boolean
  value: string | null
  error?: string
  onPick: (key: string) => void
}

/** One of all keys, found by its title or its name. */
export function KeySelect({ label, description, features, fits = () => true, value, error, onPick }: Props) {
  const data = features
    .map((feature) => ({
      group: feature.title,
      items: feature.keys.filter(fits).map((key) => ({ value: key.key, label: key.title || key.key })),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <Select
      label={label}
      description={description}
      placeholder={t('Search by title')}
      searchable
      required
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage={t('Nothing is called like that')}
      data={data}
      value={value}
      error={error}
      onChange={(key) => key && onPick(key)}
    />
  )
}
