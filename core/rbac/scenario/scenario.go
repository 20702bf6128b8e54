package scenario

import (
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/source"
)

// Scenario is one file. Names refer to each other and were checked: every
// user, ticket, record, group and role that is spoken of is there.
type Scenario struct {
	File string
	// Registry has core's features and those of Plugins.
	Registry *rbac.Registry
	// Policy is the preset with the file's own roles added to it.
	Policy *rbac.Policy
	// Plugins are the bundled plugins to enable, without their defaults.
	Plugins []string
	// Guests is settings.guests; GuestsSet tells whether the file says it.
	Guests    rbac.Guests
	GuestsSet bool
	// Settings are the settings of enabled plugins, by plugin.
	Settings      map[string]any
	Departments   []Department
	Organizations []Organization
	Groups        []Group
	Users         []User
	Tickets       []Ticket
	Records       []Record
	// Checks are the expectations, one per user, key and object, in the order of the file.
	Checks []Check
	// Warnings are what is probably not meant; they fail nothing.
	Warnings source.Problems
}

// Department is a set of teams.
type Department struct {
	Name  string
	Teams []string
}

// Organization is one of customers.
type Organization struct {
	Name  string
	Share rbac.Share
}

// Group is one of customers, with roles of type user that its members hold.
type Group struct {
	Name    string
	Roles   []string
	Members []string
}

// User is a person. One with a role of type employee is an employee.
type User struct {
	Name         string
	Line         int
	Roles        []string
	Teams        []string
	Grants       []rbac.Grant
	Organization string
	Verified     bool
}

// Ticket is a ticket; empty names mean nobody and no team.
type Ticket struct {
	Name         string
	Line         int
	Requester    string
	Team         string
	Assignee     string
	Contributors []string
	CC           []string
	Organization string
	Status       string
}

// Record is a row of a plugin's collection.
type Record struct {
	Name string
	Line int
	// Collection is "<plugin>.<collection>".
	Collection string
	// Fields are as the file has them; names of users and teams are for the
	// runner to resolve, by the collection's schema.
	Fields map[string]any
}

// Guest is the user who is nobody signed in.
const Guest = "guest"

// Verb says what a check asks.
type Verb string

// The verbs.
const (
	// Key asks for Check.Key, on Check.Object if there is one.
	Key Verb = "key"
	// Edit, Disable and Delete ask about the person Check.Object.
	Edit    Verb = "edit"
	Disable Verb = "disable"
	Delete  Verb = "delete"
	// Create asks about creating a person with the role Check.Object.
	Create Verb = "create"
	// AssignRole asks about handing out the role Check.Object.
	AssignRole Verb = "assign_role"
	// Sees asks for exactly Check.Sees, through the list query of Check.In.
	Sees Verb = "sees"
)

// ObjectKind says what Check.Object names.
type ObjectKind string

// The kinds of objects; none for a question about a key alone.
const (
	NoObject     ObjectKind = ""
	TicketObject ObjectKind = "ticket"
	RecordObject ObjectKind = "record"
	PersonObject ObjectKind = "person"
	RoleObject   ObjectKind = "role"
)

// InTickets and InPeople are lists of core; any other In is a plugin's collection.
const (
	InTickets = "tickets"
	InPeople  = "people"
)

// Check is one expectation.
type Check struct {
	Line int
	// User is a name of the file, or Guest.
	User string
	Verb Verb
	// Want is whether it should be allowed; true for Sees.
	Want   bool
	Key    rbac.Key
	Kind   ObjectKind
	Object string
	Sees   []string
	In     string
}

// String says the expectation in the words of the file: "andy can tickets.reply on t1".
func (c Check) String() string {
	if c.Verb == Sees {
		s := fmt.Sprintf("%s sees [%s]", c.User, strings.Join(c.Sees, ", "))
		if c.In != InTickets {
			s += " in " + c.In
		}
		return s
	}
	can := "can"
	if !c.Want {
		can = "cannot"
	}
	switch {
	case c.Verb != Key:
		return fmt.Sprintf("%s %s %s %s", c.User, can, strings.ReplaceAll(string(c.Verb), "_", " "), c.Object)
	case c.Kind != NoObject:
		return fmt.Sprintf("%s %s %s on %s", c.User, can, c.Key, c.Object)
	}
	return fmt.Sprintf("%s %s %s", c.User, can, c.Key)
}

// User returns the person of that name, nil if there is none.
func (s *Scenario) User(name string) *User {
	for i := range s.Users {
		if s.Users[i].Name == name {
			return &s.Users[i]
		}
	}
	return nil
}

// GroupRoles returns the roles a person holds by way of groups.
func (s *Scenario) GroupRoles(user string) []string {
	var out []string
	for _, g := range s.Groups {
		for _, m := range g.Members {
			if m == user {
				out = append(out, g.Roles...)
			}
		}
	}
	return out
}

// Teams returns every team the file speaks of outside of records, each once:
// first those of departments, then those of users and tickets.
func (s *Scenario) Teams() []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(names ...string) {
		for _, n := range names {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	for _, d := range s.Departments {
		add(d.Teams...)
	}
	for _, u := range s.Users {
		add(u.Teams...)
	}
	for _, t := range s.Tickets {
		add(t.Team)
	}
	return out
}
