import classes from './person.module.css'

/** Initials of a name: "Ana María Ruiz" is AR, "carl@demo.test" is C. */
export function initials(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** A hue that stays the same for the same name. */
export function hue(name: string): number {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return Math.floor(sum / 30)
}

interface AvatarProps {
  name: string
  size?: 'xs' | 'sm' | 'md' | 'lg'
}

/** Decorative: the name stands beside it, or the caller names the control around it. */
export function Avatar({ name, size = 'sm' }: AvatarProps) {
  return (
    <span className={classes.avatar} data-size={size} data-hue={hue(name)} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

interface PersonProps extends AvatarProps {
  detail?: string | null
}

export function Person({ name, detail, size = 'sm' }: PersonProps) {
  return (
    <span className={classes.person}>
      <Avatar name={name} size={size} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
    </span>
  )
}
