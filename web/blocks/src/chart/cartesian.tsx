import { type ChartData, colour } from './chart'
import classes from './chart.module.css'
import { axisLabel, figure } from './data-table'
import { extent, labelStep, stackUp, ticks } from './scale'

interface Props {
  block: ChartData
  width: number
  height: number
}

interface Frame {
  x: (index: number) => number
  y: (value: number) => number
  band: number
  base: number
}

/** Lines, areas and upright bars over one axis. */
export function Cartesian({ block, width, height }: Props) {
  const bars = block.kind === 'bar' || block.kind === 'stacked'
  const stacked = block.kind === 'stacked'
  const data = block.series.map((series) => series.data)
  const stacks = stackUp(data)
  const drawn = stacked ? stacks.map((series) => series.map(([, to]) => to)) : data
  const [low, high] = extent(drawn, bars || block.kind === 'area')
  const marks = ticks(block.y?.min ?? low, block.y?.max ?? high, 4)
  const first = marks[0] ?? 0
  const last = marks.at(-1) ?? 1
  const left = Math.max(...marks.map((mark) => figure(block, mark).length)) * 6.6 + 12
  const plotWidth = Math.max(40, width - left - 10)
  const plotHeight = height - 30
  const count = block.x.values.length
  const band = plotWidth / Math.max(1, bars ? count : count - 1)
  const frame: Frame = {
    x: (index) => left + (bars ? (index + 0.5) * band : count === 1 ? plotWidth / 2 : index * band),
    y: (value) => 8 + plotHeight - ((value - first) / (last - first)) * plotHeight,
    band,
    base: Math.max(first, Math.min(0, last)),
  }
  return (
    <svg width={width} height={height}>
      {marks.map((mark) => (
        <g key={mark}>
          <line className={classes.grid} x1={left} x2={width - 10} y1={frame.y(mark)} y2={frame.y(mark)} />
          <text className={classes.label} x={left - 8} y={frame.y(mark) + 4} textAnchor="end">
            {figure(block, mark)}
          </text>
        </g>
      ))}
      <XLabels atEdge={!bars} block={block} frame={frame} width={plotWidth} y={height - 6} />
      {bars ? (
        <Bars block={block} frame={frame} stacks={stacked ? stacks : null} />
      ) : (
        <Lines block={block} frame={frame} />
      )}
    </svg>
  )
}

interface XLabelsProps {
  block: ChartData
  frame: Frame
  width: number
  y: number
  /** The first place is at the edge, as a line's is. */
  atEdge: boolean
}

function XLabels({ block, frame, width, y, atEdge }: XLabelsProps) {
  const labels = block.x.values.map((value) => axisLabel(block, value))
  const step = labelStep(labels, width)
  const anchor = (index: number) =>
    // A label at either edge leans inwards, so that nothing of it is cut off.
    index === 0 && atEdge ? 'start' : labels.length > 1 && index === labels.length - 1 ? 'end' : 'middle'
  return labels.map((label, index) =>
    index % step === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: places along an axis
      <text key={index} className={classes.label} x={frame.x(index)} y={y} textAnchor={anchor(index)}>
        {label}
      </text>
    ) : null,
  )
}

interface MarksProps {
  block: ChartData
  frame: Frame
}

function Bars({ block, frame, stacks }: MarksProps & { stacks: [number, number][][] | null }) {
  const bars = block.series.filter((series) => !series.target)
  const wide = Math.min(48, frame.band * 0.72)
  const each = stacks ? wide : wide / Math.max(1, bars.length)
  return block.series.map((series, at) =>
    series.data.map((value, index) => {
      if (value === null) return null
      const [from, to] = stacks?.[at]?.[index] ?? [frame.base, value]
      const top = frame.y(Math.max(from, to))
      const tall = Math.abs(frame.y(from) - frame.y(to))
      const x = frame.x(index) - wide / 2 + (stacks ? 0 : at * each)
      if (series.target) {
        return (
          <rect
            key={`${series.id} ${block.x.values[index]}`}
            x={x - 3}
            y={frame.y(value) - 1}
            width={wide + 6}
            height={2}
            fill={colour(series, at)}
          />
        )
      }
      return (
        <rect
          key={`${series.id} ${block.x.values[index]}`}
          x={x + 0.5}
          y={top}
          width={Math.max(1, each - 1)}
          height={Math.max(0.5, tall)}
          rx={2}
          fill={colour(series, at)}
        />
      )
    }),
  )
}

function Lines({ block, frame }: MarksProps) {
  return block.series.map((series, at) => {
    const path = linePath(series.data, frame)
    const stroke = colour(series, at)
    return (
      <g key={series.id}>
        {block.kind === 'area' && <path d={areaPath(series.data, frame)} fill={stroke} fillOpacity={0.16} />}
        <path
          d={path}
          fill="none"
          stroke={stroke}
          strokeWidth={2}
          strokeLinejoin="round"
          strokeDasharray={series.target ? '5 4' : undefined}
        />
        {series.data.length <= 31 &&
          series.data.map((value, index) =>
            value === null || series.target ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: places along an axis
              <circle key={index} cx={frame.x(index)} cy={frame.y(value)} r={2.6} fill={stroke} />
            ),
          )}
      </g>
    )
  })
}

function linePath(data: (number | null)[], frame: Frame): string {
  let path = ''
  let down = false
  data.forEach((value, index) => {
    if (value === null) {
      down = false
      return
    }
    path += `${down ? 'L' : 'M'}${frame.x(index).toFixed(1)} ${frame.y(value).toFixed(1)}`
    down = true
  })
  return path
}

function areaPath(data: (number | null)[], frame: Frame): string {
  const runs: number[][] = []
  data.forEach((value, index) => {
    if (value === null) return
    const run = runs.at(-1)
    if (run && run.at(-1) === index - 1) run.push(index)
    else runs.push([index])
  })
  const point = (index: number, value: number) => `${frame.x(index).toFixed(1)} ${frame.y(value).toFixed(1)}`
  return runs
    .map((run) => {
      const over = run.map((index) => point(index, data[index] ?? 0)).join('L')
      return `M${point(run[0] ?? 0, frame.base)}L${over}L${point(run.at(-1) ?? 0, frame.base)}Z`
    })
    .join('')
}
