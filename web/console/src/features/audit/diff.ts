// What a line of the log says of before and after, as a list of what differs.

export interface Difference {
  /** Where in the thing, as in "features · tickets · level". */
  place: string
  before: string | null
  after: string | null
}

type Leaves = Map<string, string>

/**
 * The places at which two values differ. Of a value that is new or gone, all
 * that it says; what is empty on the other side says nothing.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [leaves(before), leaves(after)]
  const places = [...new Set([...old.keys(), ...now.keys()])]
  return places
    .map((place) => ({ place, before: old.get(place) ?? null, after: now.get(place) ?? null }))
    .filter((item) => item.before !== item.after)
}

function leaves(value: unknown): Leaves {
  const found: Leaves = new Map()
  collect(value, [], found)
  return found
}

function collect(value: unknown, path: string[], found: Leaves) {
  // Zero is the number of nobody and nothing.
  if (value === null || value === undefined || value === '' || value === 0) return
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    if (value.length > 0) found.set(name(path), value.join(', '))
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) collect(inner, [...path, key], found)
  } else found.set(name(path), value === true ? 'yes' : value === false ? 'no' : String(value))
}

const name = (path: string[]) => path.join(' · ').replaceAll('_', ' ')
