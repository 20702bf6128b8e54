import { del, get, post, put, request } from './client'
import type { Branding, Company, Guests, MailServer, Registration } from './types'

export const fetchCompany = () => get<Company>('/settings/company')
export const saveCompany = (company: Company) => put<Company>('/settings/company', company)
export const fetchMail = () => get<MailServer>('/settings/mail')
export const saveMail = (server: MailServer) => put<MailServer>('/settings/mail', server)

/** Sends oneself a letter through the server as it is saved. */
export const testMail = () => post<void>('/settings/mail/test')
export const fetchRegistration = () => get<Registration>('/settings/registration')
export const saveRegistration = (rules: Registration) => put<Registration>('/settings/registration', rules)
export const fetchGuests = () => get<Guests>('/settings/guests')
export const saveGuests = (guests: Guests) => put<Guests>('/settings/guests', guests)
export const fetchBranding = () => get<Branding>('/settings/branding')
export const saveAccent = (accent: string) => put<Branding>('/settings/branding', { accent })
export const uploadLogo = (file: File) => request<Branding>('PUT', '/settings/branding/logo', { raw: file })
export const removeLogo = () => del<Branding>('/settings/branding/logo')
