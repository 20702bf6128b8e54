import { plain } from '../model'
import { type ChartData, colour } from './chart'
import classes from './chart.module.css'
import { axisLabel, figure } from './data-table'

interface Props {
  block: ChartData
  width: number
}

const trim = (text: string, room: number) => (text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text)

/** Bars that lie: for names too long to stand under a bar. */
export function HorizontalBars({ block, width }: Props) {
  const left = Math.min(150, width * 0.35)
  const right = 56
  const data = block.series.map((series) => series.data)
  const max = Math.max(1, ...data.flat().map((value) => value ?? 0))
  const row = 14 * block.series.length + 12
  return (
    <svg width={width} height={block.x.values.length * row + 4}>
      {block.x.values.map((label, index) => (
        <g key={label} transform={`translate(0 ${index * row + 2})`}>
          <text className={classes.label} x={left - 8} y={row / 2 + 2} textAnchor="end">
            {trim(axisLabel(block, label), Math.floor(left / 6.5))}
          </text>
          {block.series.map((series, at) => {
            const value = series.data[index] ?? 0
            const long = (Math.max(0, value) / max) * (width - left - right)
            return (
              <g key={series.id}>
                <rect x={left} y={4 + at * 14} width={Math.max(1, long)} height={12} rx={2} fill={colour(series, at)} />
                <text className={classes.label} x={left + long + 6} y={14 + at * 14}>
                  {figure(block, series.data[index])}
                </text>
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}

/** Shares of a whole; the first series counts. */
export function Donut({ block, width, height }: Props & { height: number }) {
  const data = block.series[0]?.data.map((value) => Math.max(0, value ?? 0)) ?? []
  const whole = data.reduce((sum, value) => sum + value, 0)
  const size = Math.min(height, width * 0.5)
  const radius = size / 2 - 14
  const around = 2 * Math.PI * radius
  let before = 0
  return (
    <svg width={width} height={Math.max(height, data.length * 22 + 10)}>
      <g transform={`rotate(-90 ${size / 2} ${size / 2})`}>
        {data.map((value, index) => {
          const share = whole ? value / whole : 0
          const offset = before
          before += share
          return (
            <circle
              key={block.x.values[index]}
              cx={size / 2}
              cy={size / 2}
              r={radius}
              fill="none"
              stroke={colour({}, index)}
              strokeWidth={24}
              strokeDasharray={`${Math.max(0, share * around - 1.5)} ${around}`}
              strokeDashoffset={-offset * around}
            />
          )
        })}
      </g>
      {block.x.values.map((label, index) => (
        <g key={label} transform={`translate(${size + 20} ${index * 22 + 14})`}>
          <rect y={-9} width={11} height={11} rx={3} fill={colour({}, index)} />
          <text className={classes.strong} x={18}>
            {trim(axisLabel(block, label), Math.floor((width - size - 90) / 7))}{' '}
            <tspan className={classes.label}>{figure(block, data[index])}</tspan>
          </text>
        </g>
      ))}
    </svg>
  )
}

/** What is left at each step, widest first. */
export function Funnel({ block, width }: Props) {
  const data = block.series[0]?.data.map((value) => Math.max(0, value ?? 0)) ?? []
  const max = Math.max(1, ...data)
  return (
    <svg width={width} height={data.length * 46}>
      {data.map((value, index) => {
        const long = Math.max(4, (value / max) * width)
        return (
          <g key={block.x.values[index]} transform={`translate(0 ${index * 46})`}>
            <text className={classes.strong} x={width / 2} y={13} textAnchor="middle">
              {axisLabel(block, block.x.values[index] ?? '')}{' '}
              <tspan className={classes.label}>{figure(block, value)}</tspan>
            </text>
            <rect
              x={(width - long) / 2}
              y={19}
              width={long}
              height={20}
              rx={4}
              fill={colour(block.series[0] ?? {}, 0)}
            />
          </g>
        )
      })}
    </svg>
  )
}

/** A field of cells, darker where there is more; a row for each series. */
export function Heatmap({ block, width }: Props) {
  const left = Math.min(110, width * 0.3)
  const max = Math.max(1, ...block.series.flatMap((series) => series.data.map((value) => value ?? 0)))
  const cell = (width - left) / Math.max(1, block.x.values.length)
  const tall = Math.min(28, Math.max(14, cell))
  const every = Math.max(1, Math.ceil(44 / cell))
  return (
    <svg width={width} height={block.series.length * tall + 20}>
      {block.series.map((series, row) => (
        <g key={series.id} transform={`translate(0 ${row * tall})`}>
          <text className={classes.label} x={left - 8} y={tall / 2 + 4} textAnchor="end">
            {trim(plain(series.name), Math.floor(left / 6.5))}
          </text>
          {series.data.map((value, index) => (
            <rect
              key={block.x.values[index]}
              x={left + index * cell + 1}
              y={1}
              width={Math.max(1, cell - 2)}
              height={tall - 2}
              rx={3}
              fill="var(--chart-1)"
              fillOpacity={0.08 + 0.92 * ((value ?? 0) / max)}
            />
          ))}
        </g>
      ))}
      {block.x.values.map((label, index) =>
        index % every === 0 ? (
          <text
            key={label}
            className={classes.label}
            x={left + (index + 0.5) * cell}
            y={block.series.length * tall + 14}
            textAnchor="middle"
          >
            {axisLabel(block, label)}
          </text>
        ) : null,
      )}
    </svg>
  )
}
