// Where figures stand in a drawing.

/** Round numbers from at most `low` to at least `high`, about five of them. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  if (!(high > low)) return [low, low + 1]
  const rough = (high - low) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** The lowest and highest figure to draw; nought is always in sight for bars. */
export function extent(series: (number | null)[][], fromZero: boolean): [number, number] {
  const all = series.flat().filter((value): value is number => value !== null)
  if (all.length === 0) return [0, 1]
  const low = Math.min(...all, ...(fromZero ? [0] : []))
  const high = Math.max(...all, ...(fromZero ? [0] : []))
  return low === high ? [low, low + 1] : [low, high]
}

/** Sums of the series before each, per place along the axis; a gap counts as nought. */
export function stackUp(series: (number | null)[][]): [number, number][][] {
  const sums: number[] = []
  return series.map((data) =>
    data.map((value, index) => {
      const from = sums[index] ?? 0
      const to = from + (value ?? 0)
      sums[index] = to
      return [from, to] as [number, number]
    }),
  )
}

/** Every how many labels one is written so that they do not touch. */
export function labelStep(labels: string[], width: number): number {
  const longest = Math.max(1, ...labels.map((label) => label.length))
  const room = Math.max(1, Math.floor(width / (longest * 7 + 14)))
  return Math.max(1, Math.ceil(labels.length / room))
}
