package people

import (
	"time"

	"pegboard.dev/pegboard/core"
)

// Kind tells employees from customers. It follows the roles: who was given a
// role of type employee is one.
type Kind string

const (
	// Employee works with the console.
	Employee Kind = "employee"
	// Customer is everybody else; the API calls the kind "user".
	Customer Kind = "user"
)

// Person is one user of the helpdesk, employee or customer.
type Person struct {
	ID core.UserID
	// Email is the address as it was written; empty for people without one.
	// Compared by NormalEmail.
	Email string
	Name  string
	Kind  Kind
	// Locale is a BCP 47 tag, Timezone an IANA name; empty is the helpdesk's.
	Locale, Timezone string
	// Theme is "auto", "light" or "dark".
	Theme        string
	Phone        string
	Organization core.OrganizationID
	// CreatedBy is the employee who made the record, zero for sign-up and mail.
	CreatedBy core.UserID
	// VerifiedAt, DisabledAt, DeletedAt and LastSeenAt are zero for "not".
	VerifiedAt, DisabledAt, DeletedAt, LastSeenAt time.Time
	CreatedAt, UpdatedAt                          time.Time
	// Version grows with every change.
	Version int64
	// Roles are the slugs of the roles given to the person, sorted; GroupRoles
	// those that their groups carry. Implicit roles stand in neither.
	Roles, GroupRoles []string
	// Teams are sorted.
	Teams []core.TeamID
}

// Active reports whether the person may sign in and be given work.
func (p *Person) Active() bool { return p.DisabledAt.IsZero() && p.DeletedAt.IsZero() }

// PersonInput is what a new person is made of. Roles, Teams and Organization
// need rights of their own, see Service.CreateUser.
type PersonInput struct {
	Name  string
	Email string
	// Kind may be empty: it follows Roles. Employee without a role of type
	// employee is refused.
	Kind             Kind
	Password         string // empty: cannot sign in until one is set
	Phone            string
	Locale, Timezone string
	Organization     core.OrganizationID
	Roles            []string
	Teams            []core.TeamID
	// Verified says that the address is known to be theirs. Only the operator
	// and an accepted invitation may say so.
	Verified bool
}

// PersonPatch changes a person; nil fields stay.
type PersonPatch struct {
	// Version, if not zero, must be the stored one: KindConflict otherwise.
	Version      int64
	Name         *string
	Email        *string
	Phone        *string
	Locale       *string
	Timezone     *string
	Organization *core.OrganizationID // zero takes the person out
}

// ProfilePatch is what everybody may change of themselves.
type ProfilePatch struct {
	Name, Locale, Timezone, Theme *string
}

// PersonFilter narrows the list of people. Pointer and empty fields do not narrow.
type PersonFilter struct {
	// Query finds people by beginnings of words of their name, their address,
	// its domain, or the digits of their phone. All words must match.
	Query        string
	Kind         Kind
	Role         string
	Team         core.TeamID
	Organization core.OrganizationID
	Group        core.GroupID
	Disabled     *bool
	Cursor       string
	Limit        int
}

// PersonAbilities say what the reader may do with a person. Edit of oneself may
// be name, language and time zone only.
type PersonAbilities struct {
	Edit, Disable, Delete, AssignRoles, Ticket bool
}

// PersonView is a person as one reader sees them.
type PersonView struct {
	Person
	Abilities PersonAbilities
}

// Ref names something that is mentioned.
type Ref[ID ~int64] struct {
	ID   ID
	Name string
}
