import { t } from '@i18n'
import { Menu, UnstyledButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { signOut } from '@/lib/api/me'
import type { Me } from '@/lib/api/types'
import { useTheme } from '@/lib/use-theme'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@/ui/icons'
import { Person } from '@/ui/person'
import { toastError } from '@/ui/toast'
import classes from './profile-menu.module.css'

const themes = [
  { value: 'light', label: t('Light'), icon: IconSun },
  { value: 'dark', label: t('Dark'), icon: IconMoon },
  { value: 'auto', label: t('As the system'), icon: IconDeviceDesktop },
] as const

export function ProfileMenu({ me }: { me: Me }) {
  const client = useQueryClient()
  const [theme, setTheme] = useTheme()
  const leave = async () => {
    try {
      await signOut()
      client.clear()
      location.assign('/sign-in')
    } catch (error) {
      toastError(error, t('Signing out'))
    }
  }
  return (
    <Menu position="top-start" width={220} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <Person
            name={me.user.name}
            detail={me.roles.map((role) => role.name).join(', ') || me.user.email}
            size="md"
          />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} />}>
          {t('Profile and password')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('Theme')}</Menu.Label>
        {themes.map(({ value, label, icon: Icon }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={theme === value}
            rightSection={<Icon size={16} />}
            closeMenuOnClick={false}
            onClick={() => setTheme(value)}
          >
            {label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t('Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
