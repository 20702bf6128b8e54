import { Autocomplete } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { IconSearch } from '@/ui/icons'
import { useSurfaceApi } from './context'
import type { Action } from './model'
import classes from './table.module.css'
import type { SearchProps } from './table-tools'

/** A search box that asks the plugin what could be meant. It searches when one is chosen, or by Enter. */
export default function SuggestInput({ value, placeholder, onSearch, suggest }: SearchProps & { suggest: Action }) {
  const { load, plugin, surface } = useSurfaceApi()
  const [text, setText] = useState(value)
  const [asked] = useDebouncedValue(text.trim(), 250)
  const found = useQuery({
    queryKey: ['surface-options', plugin, surface, suggest.id, asked],
    queryFn: () => load(suggest, asked),
    enabled: asked.length > 1,
    placeholderData: (before) => before,
  })
  const data = asked.length > 1 ? [...new Set((found.data ?? []).map((option) => option.label))] : []
  return (
    <Autocomplete
      type="search"
      size="sm"
      className={classes.search}
      aria-label={placeholder}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} />}
      value={text}
      data={data}
      filter={({ options }) => options}
      onChange={(next) => {
        setText(next)
        if (!next) onSearch('')
      }}
      onOptionSubmit={onSearch}
      onKeyDown={(event) => event.key === 'Enter' && onSearch(text.trim())}
    />
  )
}
