import { t } from '@i18n'
import '@mantine/core/styles/Combobox.layer.css'
import { Combobox, Loader, UnstyledButton, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { IconChevronDown } from './icons'
import classes from './picker.module.css'

export interface Choice {
  value: string
  label: string
  detail?: string
}

interface Props {
  /** What the button shows. */
  children: ReactNode
  /** Names the list, and stands before the content of the button for who can not see its place. */
  label: string
  /** `field` is one of a list of facts, `box` stands in a form, `plain` is the bare content, `add` a small dashed button, `button` a small plain one. */
  look?: 'field' | 'box' | 'plain' | 'add' | 'button'
  disabled?: boolean
  /** This list's name in the cache. */
  name: readonly unknown[]
  find: (q: string) => Promise<Choice[]>
  /** Offered above what was found while nothing is typed. */
  fixed?: Choice[]
  selected?: string | null
  nothing?: string
  render?: (choice: Choice) => ReactNode
  onPick: (choice: Choice) => void
}

/** A searched list behind a button: people, teams, tickets. */
export function Picker({ children, label, look = 'field', disabled, onPick, ...list }: Props) {
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const [choices, setChoices] = useState<Choice[]>([])
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={280}
      disabled={disabled}
      onOptionSubmit={(value) => {
        const choice = choices.find((item) => item.value === value)
        combobox.closeDropdown()
        if (choice) onPick(choice)
      }}
    >
      <Combobox.Target targetType="button">
        <UnstyledButton
          className={classes.trigger}
          data-look={look}
          disabled={disabled}
          onClick={() => combobox.toggleDropdown()}
        >
          {look !== 'add' && look !== 'button' && <span className="pb-hidden">{label}: </span>}
          {children}
          {look === 'box' && <IconChevronDown className={classes.open} size={15} aria-hidden="true" />}
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {combobox.dropdownOpened && (
          <List {...list} label={label} onFound={setChoices} onTyped={() => combobox.updateSelectedOptionIndex()} />
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

interface ListProps extends Pick<Props, 'label' | 'name' | 'find' | 'fixed' | 'selected' | 'nothing' | 'render'> {
  onFound: (choices: Choice[]) => void
  onTyped: () => void
}

const none: Choice[] = []

function List({ label, name, find, fixed = none, selected, nothing, render, onFound, onTyped }: ListProps) {
  const [q, setQ] = useState('')
  const [asked] = useDebouncedValue(q.trim(), 180)
  const { data, isFetching, isError } = useQuery({
    queryKey: ['picker', ...name, asked],
    queryFn: async () => {
      const found = await find(asked)
      onFound([...fixed, ...found])
      return found
    },
    gcTime: 0,
    staleTime: 0,
    placeholderData: (before) => before,
  })
  const choices = [...(asked ? none : fixed), ...(data ?? none)]
  const empty = isError ? t('Could not be loaded') : isFetching ? t('Searching…') : (nothing ?? t('Nothing found'))
  return (
    <>
      <Combobox.Search
        value={q}
        aria-label={label}
        placeholder={t('Search')}
        rightSection={isFetching ? <Loader size={14} /> : null}
        onChange={(event) => {
          setQ(event.currentTarget.value)
          onTyped()
        }}
      />
      <Combobox.Options aria-label={label} className={classes.options}>
        {choices.map((choice) => (
          <Combobox.Option key={choice.value} value={choice.value} active={choice.value === selected}>
            {render ? render(choice) : choice.label}
          </Combobox.Option>
        ))}
        {choices.length === 0 && <Combobox.Empty>{empty}</Combobox.Empty>}
      </Combobox.Options>
    </>
  )
}
