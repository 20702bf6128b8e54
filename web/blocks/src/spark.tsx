/** A line without axes; the figures beside it say the rest. */
export function Spark({ values, width = 84, height = 24 }: { values: number[]; width?: number; height?: number }) {
  if (values.length < 2) return null
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const x = (index: number) => 1 + (index / (values.length - 1)) * (width - 2)
  const y = (value: number) => height - 2 - ((value - low) / span) * (height - 4)
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return (
    <svg width={width} height={height} aria-hidden="true">
      <polyline points={points} fill="none" stroke="var(--pb-accent)" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  )
}
