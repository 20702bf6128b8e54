import { Skeleton } from '@mantine/core'
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Loading } from '@/ui/states'
import classes from './block.module.css'
import * as content from './content'
import { useForms } from './context'
import * as facts from './facts'
import { FilesBlock } from './files'
import * as interactive from './interactive'
import * as layout from './layout'
import * as lists from './lists'
import { type Block, type Of, plain } from './model'
import * as planner from './planner'
import { holds } from './show-if'
import { TableBlock } from './table'

type View<T extends Block['type']> = ComponentType<{ block: Of<T> }>

const ConversationBlock = lazy(async () => ({ default: (await import('./conversation')).ConversationBlock }))
const ChartBlock = lazy(async () => ({ default: (await import('./chart/chart')).ChartBlock }))
const FormBlock = lazy(async () => ({ default: (await import('./form')).FormBlock }))

/** Every block type that this console draws. */
export const views: { [T in Block['type']]: View<T> } = {
  stack: layout.StackBlock,
  grid: layout.GridBlock,
  split: layout.SplitBlock,
  section: layout.SectionBlock,
  disclosure: layout.DisclosureBlock,
  tabs: layout.TabsBlock,
  steps: layout.StepsBlock,
  divider: layout.DividerBlock,
  heading: content.HeadingBlock,
  text: content.TextBlock,
  markdown: content.MarkdownBlock,
  badge: content.BadgeBlock,
  alert: content.AlertBlock,
  image: content.ImageBlock,
  gallery: content.GalleryBlock,
  video: content.VideoBlock,
  code: content.CodeBlock,
  quote: content.QuoteBlock,
  empty: content.EmptyBlock,
  skeleton: ({ block }) => <Loading lines={block.lines ?? 3} />,
  message: content.MessageBlock,
  conversation: ConversationBlock,
  kv: facts.KvBlock,
  stat: facts.StatBlock,
  list: lists.ListBlock,
  timeline: lists.TimelineBlock,
  tree: planner.TreeBlock,
  table: TableBlock,
  board: planner.BoardBlock,
  calendar: planner.CalendarBlock,
  chart: ChartBlock,
  progress: facts.ProgressBlock,
  rating: facts.RatingBlock,
  people: lists.PeopleBlock,
  files: FilesBlock,
  entity: lists.EntityBlock,
  actions: interactive.ActionsBlock,
  button: interactive.ButtonBlock,
  menu: interactive.MenuBlock,
  link: interactive.LinkBlock,
  form: FormBlock,
  search: interactive.SearchBlock,
  filterbar: interactive.FilterbarBlock,
  vote: interactive.VoteBlock,
}

/** Blocks in order. Each fails alone. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => <BlockView key={block.id ?? `${block.type} ${index}`} block={block} />)
}

export function BlockView({ block }: { block: Block }) {
  const forms = useForms()
  if (block.hidden || !holds(block.show_if, forms.value)) return null
  const View = views[block.type] as ComponentType<{ block: Block }> | undefined
  const fallback = block.fallback ? <Blocks blocks={block.fallback} /> : null
  if (!View) return fallback
  const view = (
    <Guard fallback={fallback}>
      <Suspense fallback={<Skeleton height={80} radius="md" />}>
        <View block={block} />
      </Suspense>
    </Guard>
  )
  return block.a11y ? <Named words={block.a11y}>{view}</Named> : view
}

/** A block with a name, and with words for who does not see it. */
function Named({ words, children }: { words: NonNullable<Block['a11y']>; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" className={classes.named} aria-label={plain(words.label) || undefined}>
      {words.describes && <span className="pb-hidden">{plain(words.describes)}</span>}
      {children}
    </div>
  )
}

/** Keeps what one block throws from taking the others along. */
class Guard extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
