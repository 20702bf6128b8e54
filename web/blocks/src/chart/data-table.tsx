import { t } from '@i18n'
import { date, duration, number } from '@/lib/format'
import { plain } from '../model'
import type { ChartData } from './chart'
import classes from './chart.module.css'

interface Props {
  block: ChartData
  onDrill?: (x: string, series: string) => void
}

/** The same figures in words, for everybody who wants them exactly. */
export function DataTable({ block, onDrill }: Props) {
  const label = plain(block.x.label) || (block.x.kind === 'time' ? t('Date') : t('Category'))
  return (
    <details className={classes.figures}>
      <summary>{t('Show the figures')}</summary>
      <section
        className={classes.scroll}
        aria-label={t('Figures of {title}', { title: plain(block.title) })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              {block.series.map((series) => (
                <th key={series.id} scope="col">
                  {plain(series.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.x.values.map((x, index) => (
              <tr key={x}>
                <th scope="row">{axisLabel(block, x)}</th>
                {block.series.map((series) => (
                  <td key={series.id}>
                    {onDrill ? (
                      <button type="button" className={classes.drill} onClick={() => onDrill(x, series.id)}>
                        {figure(block, series.data[index])}
                      </button>
                    ) : (
                      figure(block, series.data[index])
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

export const axisLabel = (block: ChartData, x: string) => (block.x.kind === 'time' && x.length >= 10 ? date(x) : x)

/** A figure as the axis says that it is meant. */
export function figure(block: ChartData, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (block.y?.as === 'percent') return number(value, { style: 'percent', maximumFractionDigits: 1 })
  if (block.y?.as === 'duration') return duration(value)
  const unit = plain(block.y?.unit)
  return `${number(value, { maximumFractionDigits: 2 })}${unit ? ` ${unit}` : ''}`
}
