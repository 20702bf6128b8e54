import { t } from '@i18n'
import { Menu } from '@mantine/core'
import { useState } from 'react'
import { dateTime } from '@/lib/format'
import { useSurfaceApi } from './context'
import { BlockIcon } from './icon'
import { BlockLink } from './link'
import { Row } from './lists'
import { type Action, type Of, plain, type TreeNode } from './model'
import classes from './planner.module.css'

export function BoardBlock({ block }: { block: Of<'board'> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard
    <section className={classes.board} aria-label={t('Board')} tabIndex={0}>
      {block.columns.map((column) => (
        <div key={column.id} className={classes.column} data-tone={column.tone ?? 'neutral'}>
          <p className={classes.columnTitle}>
            {plain(column.title)} <span className={classes.total}>{column.total ?? column.items.length}</span>
          </p>
          <ul className={classes.cards}>
            {column.items.map((item, index) => (
              <li key={item.id ?? `${plain(item.title)} ${index}`} className={classes.card}>
                <Row item={item} list={block.id ?? 'board'} />
                {block.move && item.id && <MoveMenu board={block} move={block.move} item={item.id} from={column.id} />}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

interface MoveProps {
  board: Of<'board'>
  move: Action
  item: string
  from: string
}

/** Moving by menu: the way that needs no dragging. */
function MoveMenu({ board, move, item, from }: MoveProps) {
  const { run } = useSurfaceApi()
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <button type="button" className={classes.move}>
          {t('Move to…')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {board.columns
          .filter((column) => column.id !== from)
          .map((column) => (
            <Menu.Item
              key={column.id}
              onClick={() =>
                run(move, {
                  event: 'move',
                  params: { item, from, to: column.id },
                  selection: { [board.id ?? 'board']: [item] },
                })
              }
            >
              {plain(column.title)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Events by day: the agenda reads well at every width. */
export function CalendarBlock({ block }: { block: Of<'calendar'> }) {
  const days = new Map<string, typeof block.events>()
  for (const event of [...block.events].sort((a, b) => a.start.localeCompare(b.start))) {
    const day = event.start.slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  if (days.size === 0) return <p className={classes.none}>{t('Nothing between these days.')}</p>
  return (
    <dl className={classes.agenda}>
      {[...days].map(([day, events]) => (
        <div key={day} className={classes.day}>
          <dt>{dayName(day)}</dt>
          <dd>
            <ul className={classes.cards}>
              {events.map((event) => (
                <li key={event.id} className={classes.event} data-tone={event.tone ?? 'accent'}>
                  <BlockLink href={event.href}>{plain(event.title)}</BlockLink>
                  {event.start.length > 10 && <span className={classes.time}>{dateTime(event.start)}</span>}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const dayName = (day: string) =>
  new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(day),
  )

export function TreeBlock({ block }: { block: Of<'tree'> }) {
  /** What was asked for is unfolded when it comes. */
  const [asked] = useState(() => new Set<string>())
  return <Branch nodes={block.nodes} tree={block} asked={asked} />
}

interface TreeProps {
  tree: Of<'tree'>
  asked: Set<string>
}

function Branch({ nodes, hidden, ...of }: TreeProps & { nodes: TreeNode[]; hidden?: boolean }) {
  return (
    <ul className={classes.tree} hidden={hidden}>
      {nodes.map((node) =>
        node.children?.length ? (
          <Limb key={node.id} node={node} inner={node.children} {...of} />
        ) : (
          <li key={node.id} className={classes.node}>
            <NodeName node={node} />
            <NodeMoves node={node} {...of} />
          </li>
        ),
      )}
    </ul>
  )
}

/** A node that unfolds. What else can be done with it stands beside the button that does, not in it. */
function Limb({ node, inner, ...of }: TreeProps & { node: TreeNode; inner: TreeNode[] }) {
  const [open, setOpen] = useState(of.asked.has(node.id))
  return (
    <li>
      <div className={classes.node} data-limb>
        <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {node.href ? (
            <span className="pb-hidden">{t('what is in {label}', { label: plain(node.label) })}</span>
          ) : (
            <NodeName node={node} />
          )}
        </button>
        {node.href && <NodeName node={node} />}
        <NodeMoves node={node} {...of} />
      </div>
      <Branch nodes={inner} hidden={!open} {...of} />
    </li>
  )
}

function NodeName({ node }: { node: TreeNode }) {
  const label = plain(node.label)
  return (
    <>
      {node.icon && <BlockIcon name={node.icon} />}
      {node.href ? <BlockLink href={node.href}>{label}</BlockLink> : <span>{label}</span>}
    </>
  )
}

function NodeMoves({ node, tree: { select, load }, asked }: TreeProps & { node: TreeNode }) {
  const { run } = useSurfaceApi()
  const label = plain(node.label)
  const lazy = node.lazy && load
  const show = (action: Action) => {
    asked.add(node.id)
    run(action, { event: 'load', params: { node: node.id } })
  }
  return (
    <>
      {select && !node.href && (
        <button
          type="button"
          className={classes.move}
          onClick={() => run(select, { event: 'select', params: { node: node.id } })}
        >
          {t('Choose')}
          <span className="pb-hidden"> {label}</span>
        </button>
      )}
      {lazy && (
        <button type="button" className={classes.move} onClick={() => show(lazy)}>
          {t('Show')}
          <span className="pb-hidden"> {t('what is in {label}', { label })}</span>
        </button>
      )}
    </>
  )
}
