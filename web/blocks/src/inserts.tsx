import { t } from '@i18n'
import { Button, Menu, Modal } from '@mantine/core'
import { type KeyboardEvent, lazy, Suspense, useState } from 'react'
import { IconChevronDown, IconPlus } from '@/ui/icons'
import { BlockIcon } from './icon'

const Surface = lazy(() => import('./surface').then((module) => ({ default: module.Surface })))

/** A surface of a plugin from which something is put into what one writes. */
export interface InsertPlace {
  plugin: string
  surface: string
  title: string
  icon?: string | null
}

/** What is put in, and how. */
export interface Insert {
  text: string
  mode?: 'append' | 'replace'
  visibility?: 'reply' | 'note'
}

/** What is open: a surface, the menu of several, or nothing. */
export type InsertOpen = InsertPlace | 'menu' | null

interface Props {
  places: InsertPlace[]
  /** Where the box stands: the ticket. */
  context?: Record<string, string>
  /** What the surfaces are told in their parameters. */
  told?: Record<string, string>
  open: InsertOpen
  onOpen: (open: InsertOpen) => void
  onInsert: (insert: Insert) => void
  /** As the buttons beside it. */
  size?: 'compact-xs' | 'compact-sm'
}

/** The way to what plugins offer to put in: one button, or a menu of several. */
export function InsertMenu({ places, open, onOpen, size = 'compact-sm', ...rest }: Props) {
  const [only, ...others] = places
  if (!only) return null
  const look = { size, variant: 'subtle', color: 'gray', c: 'inherit' } as const
  return (
    <>
      {others.length === 0 ? (
        <Button
          {...look}
          leftSection={<BlockIcon name={only.icon} fallback="puzzle" size={15} />}
          aria-haspopup="dialog"
          aria-keyshortcuts="/"
          onClick={() => onOpen(only)}
        >
          {only.title}
        </Button>
      ) : (
        <Menu
          position="top-start"
          width={240}
          // What is chosen opens a dialog, and the menu closes by that.
          closeOnItemClick={false}
          opened={open === 'menu'}
          onChange={(opened) => onOpen(opened ? 'menu' : null)}
        >
          <Menu.Target>
            <Button
              {...look}
              leftSection={<IconPlus size={15} />}
              rightSection={<IconChevronDown size={14} />}
              aria-keyshortcuts="/"
            >
              {t('Insert')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {places.map((place) => (
              <Menu.Item
                key={`${place.plugin}/${place.surface}`}
                leftSection={<BlockIcon name={place.icon} fallback="puzzle" size={16} />}
                onClick={() => onOpen(place)}
              >
                {place.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open && open !== 'menu' && <InsertDialog place={open} onClose={() => onOpen(null)} {...rest} />}
    </>
  )
}

/** Opens what there is to insert when a slash is the first thing typed. */
export function slashOpens(event: KeyboardEvent<HTMLTextAreaElement>, places: InsertPlace[]): InsertOpen {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing
  const [only, ...others] = places
  if (event.key !== '/' || !plain || event.currentTarget.value !== '' || !only) return null
  event.preventDefault()
  return others.length > 0 ? 'menu' : only
}

interface DialogProps extends Pick<Props, 'context' | 'told' | 'onInsert'> {
  place: InsertPlace
  onClose: () => void
}

function InsertDialog({ place, context, told, onClose, onInsert }: DialogProps) {
  const [params, setParams] = useState<Record<string, string>>(told ?? {})
  return (
    <Modal
      opened
      // Back into the box, which whoever inserts sees to itself.
      returnFocus={false}
      onClose={onClose}
      title={place.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('Close') }}
      onKeyDown={walk}
    >
      <Suspense>
        <Surface
          plugin={place.plugin}
          surface={place.surface}
          title={place.title}
          context={context}
          params={params}
          onParams={setParams}
          look="dialog"
          onClose={onClose}
          onInsert={onInsert}
        />
      </Suspense>
    </Modal>
  )
}

/** Arrows lead from the search box through what was found, and back. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input[type=search], li button')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const next = stops[at + by]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
