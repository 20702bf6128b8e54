package sdk

import (
	"strconv"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// People finds persons whom the caller may see, within what the manifest's
// people.read was granted.
var People people

type people struct{}

// Get returns one person. KindNotFound when the caller may not see them.
func (people) Get(id int64) (*Person, error) {
	p := new(Person)
	return p, ask(abi.HostPeopleGet, &abi.GetRequest{ID: id}, p)
}

// Find returns one page of people.
func (people) Find(q PersonQuery) (*PersonPage, error) {
	p := new(PersonPage)
	return p, ask(abi.HostPeopleFind, &q, p)
}

// Teams returns every team, by name: to employees, and where the plugin asks on
// behalf of a visitor whom it let in or of a guest.
func (people) Teams() ([]Team, error) {
	var l abi.TeamList
	err := ask(abi.HostTeamsList, nil, &l)
	return l.Items, err
}

// NameOf returns a person's name, or "#7" where the caller does not know them.
func (people) NameOf(id int64) string {
	if p, err := People.Get(id); err == nil {
		return p.Name
	}
	return "#" + strconv.FormatInt(id, 10)
}

// TeamNames returns the names of all teams by their number.
func (people) TeamNames() (map[int64]string, error) {
	list, err := People.Teams()
	out := make(map[int64]string, len(list))
	for i := range list {
		out[list[i].ID] = list[i].Name
	}
	return out, err
}

// Roles returns the roles of employees, by name.
func (people) Roles() ([]Role, error) {
	var l abi.RoleList
	err := ask(abi.HostRolesList, nil, &l)
	return l.Items, err
}

// Access answers what the caller may do.
var Access access

type access struct{}

// May reports whether the caller holds the key anywhere.
func (access) May(key string) bool { return may(abi.MayRequest{Key: key}).Allowed }

// MayTicket reports whether the caller may do that to the ticket.
func (access) MayTicket(key string, ticket int64) bool {
	return may(abi.MayRequest{Key: key, TicketID: ticket}).Allowed
}

// MayRecord reports whether the caller may do that to a row of the plugin's own
// collection.
func (access) MayRecord(key, collection string, id int64) bool {
	return may(abi.MayRequest{Key: key, Collection: collection, RecordID: id}).Allowed
}

// Scope returns how far the caller's grant of the key reaches: own, team,
// department or all; empty when the key is not held.
func (access) Scope(key string) string { return may(abi.MayRequest{Key: key}).Scope }

// itself counts how deep calls of AsItself are within each other.
var itself int

// AsItself runs fn with the rights of the plugin in place of the caller's: its own
// keys, and what its capabilities allow, everywhere. It takes the capability
// "itself". Who is behind the call stays known to Current().Caller(), and deciding
// what they may have is then up to the plugin alone: a guest's answer is checked
// against the token in its link, say, and nothing else is read for them.
func AsItself(fn func() error) error {
	if itself == 0 {
		if err := ask(abi.HostAccessItself, &abi.ItselfRequest{On: true}, nil); err != nil {
			return err
		}
	}
	itself++
	defer func() {
		if itself--; itself == 0 {
			_ = ask(abi.HostAccessItself, &abi.ItselfRequest{}, nil) // switching off is never refused
		}
	}()
	return fn()
}

// may answers "no" when the question itself fails. It does without ask, so that the
// question and the answer need no memory: plugins ask this more than anything else.
func may(q abi.MayRequest) (r abi.MayReply) {
	in := q.AppendFlat(takeRoom())
	s, kind := link.Call(abi.HostAccessMay, in)
	giveRoom(in)
	if kind != 0 || r.DecodeFlat(s) != nil {
		return abi.MayReply{}
	}
	return r
}
