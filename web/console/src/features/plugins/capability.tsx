import { t } from '@i18n'
import classes from './plugins.module.css'

/** What the helpdesk lets a plugin do that is granted this, in words of its own; nothing for what it does not know. */
function meaning(name: string): string {
  switch (name) {
    case 'tickets.read':
      return t('Reads tickets that the person may see.')
    case 'tickets.write':
      return t('Opens, answers and changes tickets as far as the person may.')
    case 'people.read':
      return t('Reads who people are, as far as the person may.')
    case 'records':
      return t('Keeps data of its own here.')
    case 'settings':
      return t('Reads its own settings.')
    case 'secrets':
      return t('Reads its secret settings in clear.')
    case 'kv':
      return t('Keeps notes of its own here.')
    case 'http':
      return t('Sends requests to the hosts below.')
    case 'mail':
      return t('Has letters written to people whom the person may see.')
    case 'realtime':
      return t('Speaks to open windows while something happens.')
    case 'services':
      return t('Calls other plugins.')
    case 'events':
      return t('Tells other plugins what happens.')
    case 'schedule':
      return t('Works at certain times without a person, on everything that it may reach.')
    case 'background':
      return t('Follows what happens without a person, on everything that it may reach.')
    case 'visitors':
      return t('Lets people in from other sites who have no account.')
    case 'itself':
      return t(
        'Acts under its own name for whoever uses it, guests as well: on everything that it may reach, whatever that person may do.',
      )
  }
  return ''
}

/** A line about a capability: what it is, and why the plugin says it needs it. */
export function Capability({ name, reason }: { name: string; reason?: string }) {
  const said = meaning(name)
  return (
    <>
      {said && <span className={classes.meaning}>{said}</span>}
      {reason && <span className={classes.reason}>{said ? t('It says: {reason}', { reason }) : reason}</span>}
    </>
  )
}
