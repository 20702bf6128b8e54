import { updatePerson } from '@/lib/api/people'
import type { User } from '@/lib/api/types'

/** Puts a person into an organization; into none with null. */
export const moveTo = (organization: number | null) => (person: User) =>
  updatePerson(person.id, { version: person.version, organization_id: organization })
