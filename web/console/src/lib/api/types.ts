// Names for the shapes that the server sends; what they are made of comes from
// its own description (gen/api.gen.ts). Times are RFC 3339 in UTC; what is
// absent is null.
import type { components } from '@gen/api.gen'

type Schemas = components['schemas']

export interface Page<T> {
  items: T[]
  next: string | null
}

export type Abilities = Schemas['TicketRow']['abilities']
export type Ref = Schemas['Ref']
export type RoleRef = Schemas['RoleRef']
export type Scope = NonNullable<Schemas['RoleFeature']['scope']>
export type Level = NonNullable<Schemas['RoleFeature']['level']>

export type Me = Schemas['Me']
export type Theme = Me['user']['theme']
export type UserKind = Me['user']['kind']
export type PluginPage = Schemas['Place']

export type TicketRow = Schemas['TicketRow']
export type Ticket = Schemas['Ticket']
export type Status = TicketRow['status']
export type Priority = TicketRow['priority']
export type Snoozing = Schemas['Snoozing']
export type Message = Schemas['Message']
export type BulkChange = Schemas['BulkChange']
export type BulkOutcome = Schemas['BulkOutcome']
export type Viewer = Schemas['Viewer']
export type Viewers = Schemas['Viewers']
export type TransferTeams = Schemas['TransferTeams']
export type Attachment = Schemas['Attachment']
export type View = Schemas['View']
/** The particulars depend on the type; `names` says who or what the numbers in them are. */
export type Activity = Schemas['Activity'] & { data: Record<string, unknown> }

export type Notice = Schemas['Notice']
export type NoticePreference = Schemas['NoticePreference']
export type Count = Schemas['Count']

export type User = Schemas['User']
export type Team = Schemas['Team']
export type ImportReport = Schemas['UserImportReport']
export type ImportedRow = Schemas['ImportedRow']

export type FeatureInfo = Schemas['Feature']
export type KeyInfo = Schemas['PermissionKey']
/** The description cannot say of a map that its values are scopes; these two do. */
export type RoleFeature = Omit<Schemas['RoleFeature'], 'keys'> & { keys?: Record<string, Scope> }
export type Role = Omit<Schemas['Role'], 'effective' | 'features'> & {
  effective: Record<string, Scope>
  features: Record<string, RoleFeature>
}
export type PluginInfo = Schemas['Plugin']
export type PluginEffect = Schemas['PluginEffect']
export type Delivery = Schemas['Delivery']
export type PluginPreview = Schemas['PluginPreview']
export type PluginPapers = Schemas['PluginPapers']
export type PluginRelease = Schemas['PluginRelease']
export type PluginConsent = Schemas['PluginConsent']
export type PluginDiff = Schemas['PluginDiff']
export type PluginPower = Schemas['PluginPower']
export type PluginFailure = Schemas['PluginFailure']
export type PluginHour = Schemas['PluginHour']
export type PluginLogLine = Schemas['PluginLogLine']
export type PluginSettings = Schemas['PluginSettingsForm']
export type PluginSetting = Schemas['PluginSetting']
export type PluginReceipt = Schemas['PluginReceipt']
export type PluginHoldings = Schemas['PluginHoldings']
export type PluginNotice = Schemas['PluginNotice']

export type Department = Schemas['Department']
export type Organization = Schemas['Organization']
export type Share = Organization['share']
export type Group = Schemas['Group']
export type Invitation = Schemas['Invitation']
export type Grant = Schemas['Grant']

export type KeyChange = Schemas['KeyChange']
export type KeyHolders = Schemas['KeyHolders']
export type Preview = Schemas['Preview']
export type PreviewRequest = Schemas['PreviewRequest']
export type Explanation = Schemas['Explanation']

export type AuditEntry = Schemas['AuditEntry']
export type AuditChange = Schemas['AuditChange']
export type Company = Schemas['CompanySettings']
export type SetupSteps = Schemas['SetupSteps']
export type Branding = Schemas['Branding']
export type MailServer = Schemas['MailSettings']
export type Registration = Schemas['RegistrationRules']
export type Guests = Schemas['GuestSettings']

export type Token = Schemas['Token']
export type SignedIn = Schemas['SignedIn']
