import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { useContext, useEffect, useState } from 'react'
import { IconChevronDown, IconChevronUp } from '@/ui/icons'
import { Box, useSurfaceApi } from './context'
import classes from './lists.module.css'
import { type Item, type Of, plain } from './model'

/** A list in the order that the reader gives it: shown at once, and as before when the plugin refuses. */
export function useOrder(block: Of<'list'>) {
  const { run } = useSurfaceApi()
  const box = useContext(Box)
  const [order, setOrder] = useState<string[] | null>(null)
  const [said, setSaid] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the plugin draws anew counts
  useEffect(() => setOrder(null), [block.items])
  const items = order ? inOrder(block.items, order) : block.items

  const move = async (id: string, by: -1 | 1) => {
    const ids = items.flatMap((item) => item.id ?? [])
    const from = ids.indexOf(id)
    const to = from + by
    if (!block.reorder || to < 0 || to >= ids.length) return
    const next = ids.with(from, ids[to] ?? id).with(to, id)
    setOrder(next)
    const title = plain(items.find((item) => item.id === id)?.title)
    setSaid(t('{title} is now number {n} of {total}.', { title, n: to + 1, total: ids.length }))
    const options = {
      event: 'move',
      box,
      params: { item: id, to: String(to) },
      selection: { [block.id ?? '']: next },
    } as const
    if (!(await run(block.reorder, options))) setOrder(order)
  }
  return { items, move, said }
}

/** Entries without an id keep their place, the others stand in the order of ids. */
function inOrder(items: Item[], order: string[]): Item[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const queue = order.flatMap((id) => byId.get(id) ?? [])
  return items.map((item) => (item.id ? (queue.shift() ?? item) : item))
}

/** Moving by buttons: the way that needs no dragging. They stay where they are pressed, and keep the focus. */
export function MoveButtons({ title, move }: { title: string; move: (by: -1 | 1) => void }) {
  return (
    <span className={classes.moves}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={28}
        aria-label={t('Move {title} up', { title })}
        onClick={() => move(-1)}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={28}
        aria-label={t('Move {title} down', { title })}
        onClick={() => move(1)}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
    </span>
  )
}
