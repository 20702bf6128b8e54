import { ActionIcon, Button, type ButtonProps, Menu } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useContext } from 'react'
import { IconDots } from '@/ui/icons'
import { ActionKey } from './action-key'
import { Box, type RunOptions, useSurfaceApi } from './context'
import { BlockIcon } from './icon'
import { type Action, plain } from './model'
import { isInApp, safeHref } from './refs'

const looks: Record<NonNullable<Action['style']>, Pick<ButtonProps, 'variant' | 'color'>> = {
  default: { variant: 'default' },
  primary: { variant: 'filled' },
  danger: { variant: 'light', color: 'red' },
  quiet: { variant: 'subtle' },
  link: { variant: 'transparent' },
}

interface Props {
  action: Action
  options?: RunOptions
  size?: ButtonProps['size']
  submit?: boolean
}

/** A button for an action; a link where the action only leads somewhere. */
export function ActionButton({ action, options, size = 'sm', submit }: Props) {
  const api = useSurfaceApi()
  const box = useContext(Box)
  const follow = useFollow()
  const href = safeHref(action.href)
  const label = plain(action.label)
  const shared = {
    ...looks[action.style ?? 'default'],
    size,
    leftSection: action.icon ? <BlockIcon name={action.icon} /> : undefined,
    title: action.disabled ? plain(action.disabled_reason) || undefined : undefined,
  }
  if (href && !action.disabled) {
    return (
      <Button component="a" href={href} {...shared} onClick={(event: React.MouseEvent) => follow(event, href)}>
        {label}
      </Button>
    )
  }
  return (
    <Button
      {...shared}
      type={submit ? 'submit' : 'button'}
      disabled={action.disabled}
      loading={api.busy === action.id}
      aria-keyshortcuts={action.shortcut ? spoken(action.shortcut) : undefined}
      onClick={submit ? undefined : () => api.run(action, { box, ...options })}
    >
      {label}
      {action.shortcut && !action.disabled && <ActionKey shortcut={action.shortcut} label={label} />}
    </Button>
  )
}

/** "alt+shift+r" as browsers tell it to assistive technology. */
const spoken = (shortcut: string) => shortcut.replaceAll(/(^|\+)(.)/g, (_, plus, letter) => plus + letter.toUpperCase())

function useFollow() {
  const router = useRouter({ warn: false })
  return (event: React.MouseEvent, href: string) => {
    if (!router || !isInApp(href) || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    router.history.push(href)
  }
}

interface ListProps {
  actions?: Action[] | null
  options?: RunOptions
  size?: ButtonProps['size']
}

/** Buttons side by side. */
export function ActionList({ actions, options, size }: ListProps) {
  return (actions ?? []).map((action) => <ActionButton key={action.id} action={action} options={options} size={size} />)
}

interface MenuProps extends ListProps {
  label: string
  icon?: string
  /** Three dots instead of words. */
  compact?: boolean
}

/** Actions behind a button. */
export function ActionMenu({ actions, options, label, icon, compact, size = 'sm' }: MenuProps) {
  const api = useSurfaceApi()
  const box = useContext(Box)
  const follow = useFollow()
  if (!actions?.length) return null
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        {compact ? (
          <ActionIcon variant="subtle" color="gray" c="dimmed" size={28} aria-label={label}>
            <IconDots size={16} />
          </ActionIcon>
        ) : (
          <Button variant="default" size={size} leftSection={icon ? <BlockIcon name={icon} /> : undefined}>
            {label}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => {
          const href = safeHref(action.href)
          const look = {
            color: action.style === 'danger' ? 'red' : undefined,
            leftSection: action.icon ? <BlockIcon name={action.icon} /> : undefined,
            disabled: action.disabled,
          }
          return href ? (
            <Menu.Item key={action.id} component="a" href={href} {...look} onClick={(event) => follow(event, href)}>
              {plain(action.label)}
            </Menu.Item>
          ) : (
            <Menu.Item key={action.id} {...look} onClick={() => api.run(action, { box, ...options })}>
              {plain(action.label)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
