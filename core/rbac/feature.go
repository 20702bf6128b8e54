package rbac

import "pegboard.dev/pegboard/core"

// Feature is a row of the role editor: a set of keys and which of them each
// standard level holds. Core and plugins register features the same way.
type Feature struct {
	// ID is the feature's name: a core feature, a plugin's id, or that id with
	// further parts ("kb.feedback").
	ID string `json:"id"`
	// Owner is the plugin that registers the feature, empty for core. Its keys
	// must stand under that name, or under ID for core.
	Owner core.PluginID `json:"owner,omitempty"`
	Title string        `json:"title"`
	Help  string        `json:"help,omitempty"`
	// For is the audience of keys that name none. Zero is Employee.
	For  Audience `json:"for"`
	Keys []KeyDef `json:"keys"`
	// Levels lists what modify, read and none hold. A level that is missing
	// holds "<ID>.view" where that key exists and is not only custom (modify,
	// read) or nothing (none). Full is not listed: it holds every key that is
	// not only custom. "<ID>.view" is added to modify and read by itself.
	Levels map[Level][]Key `json:"levels,omitempty"`
	// Extends adds keys of the same owner to levels of other features.
	Extends []Extension `json:"extends,omitempty"`
	// Reports are the reports the owner contributes. The registry derives the
	// key reports.view.<owner>.<report> of each, as a key of the reports feature.
	Reports []Report `json:"reports,omitempty"`
	// Defaults is the level that roles of each type get when the plugin is first
	// enabled and they say nothing about the feature. See Defaults.
	Defaults map[Audience]Level `json:"defaults,omitempty"`
	// Resource describes the records whose access the feature's keys guard, nil for none.
	Resource *Resource `json:"resource,omitempty"`
}

// KeyDef describes one permission key.
type KeyDef struct {
	Key   Key    `json:"key"`
	Title string `json:"title"`
	Help  string `json:"help,omitempty"`
	// For is the audience; zero takes the feature's.
	For Audience `json:"for,omitempty"`
	// Scoped keys act on a record which has an owner or a team. The others are yes/no.
	Scoped bool `json:"scoped,omitempty"`
	// Destructive keys cannot be undone by who uses them.
	Destructive bool `json:"destructive,omitempty"`
	// OnlyCustom keys are in no level, not even full.
	OnlyCustom bool `json:"only_custom,omitempty"`
	// Requires names keys without which this one is inert.
	Requires []Key `json:"requires,omitempty"`
}

// Extension adds a key of its feature's owner to levels of another feature:
// calllogs.add_to_ticket in tickets at full and modify. It sleeps while the
// other feature is not registered.
type Extension struct {
	Feature string  `json:"feature"`
	Key     KeyDef  `json:"key"`
	Levels  []Level `json:"levels"`
}

// Report is a report that a plugin contributes to the reports feature.
type Report struct {
	// ID is one name part, such as "volume".
	ID    string `json:"id"`
	Title string `json:"title"`
	Help  string `json:"help,omitempty"`
	// Requires names keys the report needs beside its own, such as surveys.summary.
	Requires []Key `json:"requires,omitempty"`
}

// Resource says which keys guard a kind of record that has an owner, a team
// and contributors. Empty keys mean that the record knows no such thing.
type Resource struct {
	// Name is "tickets" or "<plugin>.<collection>".
	Name string `json:"name"`
	// View is needed, within its scope, by every other verb on the record.
	View Key `json:"view"`
	// Queue shows records of my teams that nobody owns; Take takes them from there.
	Queue Key `json:"queue,omitempty"`
	// Unrouted makes a record without a team count as one of my teams'.
	Unrouted Key `json:"unrouted,omitempty"`
	Take     Key `json:"take,omitempty"`
	// Visitors says that such records belong to visitors of the plugin, who reach
	// their own.
	Visitors bool `json:"visitors,omitempty"`
	// Everyone says that a record names whom it is for: everybody who holds the key,
	// the members of its team, or its owner. Then no scope reaches any further.
	Everyone bool `json:"everyone,omitempty"`
	// Role says that, beside that, a record may be for the holders of a role.
	Role bool `json:"role,omitempty"`
	// Customer lists what the requester and people copied in may do by being
	// that, without holding the key.
	Customer []CustomerVerb `json:"-"`
}

// CustomerVerb is a key that a customer has on their own record, and the share
// from which on the members of their organization have it as well.
type CustomerVerb struct {
	Key Key
	// Shared is ShareNone where being a member is never enough.
	Shared Share
}

// customer returns the verb's entry, and whether customers have the verb at all.
func (r *Resource) customer(k Key) (CustomerVerb, bool) {
	for _, v := range r.Customer {
		if v.Key == k {
			return v, true
		}
	}
	return CustomerVerb{}, false
}

// Tickets is the resource of core's tickets. Read only.
//
// A customer's tickets.status is closing and reopening; the tickets package
// keeps it to that.
var Tickets = &Resource{
	Name: "tickets", View: "tickets.view", Queue: "tickets.queue", Unrouted: "tickets.unrouted", Take: "tickets.take",
	Customer: []CustomerVerb{
		{"tickets.view", ShareRead}, {"tickets.reply", ShareReply}, {"tickets.attach", ShareReply},
		{"tickets.status", ShareNone}, {"tickets.rate", ShareNone},
	},
}
