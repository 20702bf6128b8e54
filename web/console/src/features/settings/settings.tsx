import { t } from '@i18n'
import { fetchBranding, fetchCompany, fetchGuests, fetchMail, fetchRegistration } from '@/lib/api/settings'
import { useMe } from '@/lib/session'
import { IconLock } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { State } from '@/ui/states'
import { BrandingForm } from './branding'
import { CompanyForm } from './company'
import { GuestsForm } from './guests'
import { MailForm } from './mail'
import { RegistrationForm } from './registration'
import { Section } from './section'

export function Settings() {
  const { abilities, keys } = useMe()
  if (!abilities.settings && !keys['settings.company']) {
    return (
      <State page icon={<IconLock />} title={t('Not open to you')}>
        {t('Your roles do not include this. Somebody who manages roles can change that.')}
      </State>
    )
  }
  return (
    <>
      <PageHeader title={t('Settings')} lead={t('Of the whole helpdesk. Every change is a line in the audit log.')} />
      <PageBody narrow>
        <Section
          title={t('Company')}
          lead={t('Whose helpdesk this is, and what holds for people who chose nothing themselves.')}
          part="company"
          fetch={fetchCompany}
        >
          {(saved) => <CompanyForm key={JSON.stringify(saved)} saved={saved} />}
        </Section>
        <Section
          title={t('Looks')}
          lead={t('Logo and colour of the console, of the customers’ pages and of letters.')}
          part="branding"
          fetch={fetchBranding}
        >
          {(saved) => <BrandingForm key={JSON.stringify(saved)} saved={saved} />}
        </Section>
        {abilities.settings && <More />}
      </PageBody>
    </>
  )
}

function More() {
  return (
    <>
      <Section
        title={t('Mail server')}
        lead={t('Invitations, answers and forgotten passwords leave through it. Without one, nothing is sent.')}
        part="mail"
        fetch={fetchMail}
      >
        {(saved) => <MailForm key={JSON.stringify(saved)} saved={saved} />}
      </Section>
      <Section
        title={t('Registration')}
        lead={t('Who may become a customer without being invited.')}
        part="registration"
        fetch={fetchRegistration}
      >
        {(saved) => <RegistrationForm key={JSON.stringify(saved)} saved={saved} />}
      </Section>
      <Section
        title={t('Guests')}
        lead={t('What somebody may do who is not signed in.')}
        part="guests"
        fetch={fetchGuests}
      >
        {(saved) => <GuestsForm key={JSON.stringify(saved)} saved={saved} />}
      </Section>
    </>
  )
}
