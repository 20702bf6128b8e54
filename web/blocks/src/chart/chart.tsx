import { useElementSize } from '@mantine/hooks'
import { useSurfaceApi } from '../context'
import { Heading } from '../heading'
import { type Of, plain } from '../model'
import { Cartesian } from './cartesian'
import classes from './chart.module.css'
import { DataTable } from './data-table'
import { Donut, Funnel, Heatmap, HorizontalBars } from './plots'

export type ChartData = Of<'chart'>

/** These name their parts themselves. */
const round = new Set(['donut', 'funnel'])

const heights = { sm: 150, md: 220, lg: 320 }

/** A drawing, a sentence for who cannot see it, and the figures as a table. */
export function ChartBlock({ block }: { block: ChartData }) {
  const { ref, width } = useElementSize()
  const { run } = useSurfaceApi()
  const height = heights[block.height ?? 'md']
  const { drill } = block
  const onDrill = drill && ((x: string, series: string) => void run(drill, { event: 'drill', params: { x, series } }))
  return (
    <figure className={classes.chart}>
      <figcaption>
        <Heading className={classes.title}>{plain(block.title)}</Heading>
        <p className={classes.summary}>{plain(block.summary)}</p>
      </figcaption>
      {(block.legend || block.series.length > 1) && !round.has(block.kind) && <Legend block={block} />}
      <div ref={ref} className={classes.canvas} aria-hidden="true">
        {width > 0 && <Plot block={block} width={width} height={height} />}
      </div>
      <DataTable block={block} onDrill={onDrill} />
    </figure>
  )
}

function Plot({ block, width, height }: { block: ChartData; width: number; height: number }) {
  switch (block.kind) {
    case 'hbar':
      return <HorizontalBars block={block} width={width} />
    case 'donut':
      return <Donut block={block} width={width} height={height} />
    case 'funnel':
      return <Funnel block={block} width={width} />
    case 'heatmap':
      return <Heatmap block={block} width={width} />
    default:
      return <Cartesian block={block} width={width} height={height} />
  }
}

function Legend({ block }: { block: ChartData }) {
  return (
    <ul className={classes.legend}>
      {block.series.map((series, index) => (
        <li key={series.id}>
          <span
            className={classes.key}
            style={{ background: colour(series, index) }}
            data-target={series.target || undefined}
          />
          {plain(series.name)}
        </li>
      ))}
    </ul>
  )
}

/** A series' colour: its tone, or the next of six that keep apart in both themes. */
export function colour(series: { tone?: string | null }, index: number): string {
  if (series.tone && series.tone !== 'neutral')
    return series.tone === 'accent' ? 'var(--pb-accent)' : `var(--pb-${series.tone}-ink)`
  return `var(--chart-${(index % 6) + 1})`
}
