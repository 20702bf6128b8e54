package scenario

import (
	"fmt"
	"slices"

	"pegboard.dev/pegboard/core/rbac/source"
)

// maxChecks bounds what one file can expand to.
const maxChecks = 100_000

// expect reads the expectations and expands them.
func (p *parser) expect() {
	n, ok := p.top["expect"]
	if !ok {
		return
	}
	n.List(func(item source.Node) {
		if len(p.s.Checks) > maxChecks {
			return
		}
		p.expectation(item)
		if len(p.s.Checks) > maxChecks {
			item.Errorf("There are more than %d expectations.", maxChecks)
		}
	})
}

// expectation reads one line and adds a check per user, key and object.
func (p *parser) expectation(n source.Node) {
	var users []string
	var asked []Check
	var objects []Check
	var sees *Check
	fields := map[string]source.Node{}
	n.Map(func(field string, v source.Node) {
		fields[field] = v
		switch field {
		case "user":
			v.Each(func(item source.Node) {
				if name := item.String(); name == Guest {
					users = append(users, name)
				} else {
					users = append(users, p.one(item))
				}
			})
		case "can":
			asked = append(asked, p.asked(v, true)...)
		case "cannot":
			asked = append(asked, p.asked(v, false)...)
		case "on":
			v.Each(func(item source.Node) { objects = append(objects, p.object(item)) })
		case "sees", "in":
		default:
			v.Unknown(field)
		}
	})
	if v, ok := fields["sees"]; ok {
		sees = p.sees(v, fields)
	}
	p.complete(n, fields, asked)
	for _, user := range users {
		for _, c := range asked {
			c.User, c.Line = user, n.Line()
			if _, on := fields["on"]; !on || c.Verb != Key {
				p.s.Checks = append(p.s.Checks, c)
				continue
			}
			for _, o := range objects {
				c.Kind, c.Object = o.Kind, o.Object
				p.s.Checks = append(p.s.Checks, c)
			}
		}
		if sees != nil {
			sees.User, sees.Line = user, n.Line()
			p.s.Checks = append(p.s.Checks, *sees)
		}
	}
}

// complete notes what an expectation lacks, or has and cannot use.
func (p *parser) complete(n source.Node, fields map[string]source.Node, asked []Check) {
	if !n.IsMap() {
		return
	}
	has := func(name string) bool { _, ok := fields[name]; return ok }
	if !has("user") {
		n.Errorf("Say who, with `user`.")
	}
	if !has("can") && !has("cannot") && !has("sees") {
		n.Errorf("Say what is expected, with can, cannot or sees.")
	}
	if has("in") && !has("sees") {
		fields["in"].Errorf("`in` belongs to `sees`.")
	}
	if on, ok := fields["on"]; ok && (len(asked) == 0 || slices.ContainsFunc(asked, func(c Check) bool { return c.Verb != Key })) {
		on.Errorf("`on` belongs to keys.")
	}
	for _, name := range [...]string{"user", "can", "cannot", "on"} {
		if v, ok := fields[name]; ok && empty(v) {
			v.Errorf("`%s` is empty, so nothing would be checked.", name)
		}
	}
}

// empty reports whether a list or map has nothing in it.
func empty(n source.Node) bool {
	count := 0
	switch {
	case n.IsList():
		n.List(func(source.Node) { count++ })
	case n.IsMap():
		n.Map(func(string, source.Node) { count++ })
	default:
		return false
	}
	return count == 0
}

// asked reads a key, a list of keys, or what is asked about people and roles.
func (p *parser) asked(n source.Node, want bool) []Check {
	var out []Check
	one := func(item source.Node) {
		if !item.IsMap() {
			out = append(out, Check{Verb: Key, Want: want, Key: p.key(item, item.String())})
			return
		}
		item.Map(func(verb string, v source.Node) {
			v.Each(func(v source.Node) {
				if c, ok := p.person(Verb(verb), v); ok {
					c.Want = want
					out = append(out, c)
				}
			})
		})
	}
	if n.IsMap() {
		one(n)
	} else {
		n.Each(one)
	}
	return out
}

// person reads {edit: bea}, {create: user} and the like.
func (p *parser) person(verb Verb, n source.Node) (Check, bool) {
	switch verb {
	case Edit, Disable, Delete:
		return Check{Verb: verb, Kind: PersonObject, Object: p.one(n)}, true
	case Create, AssignRole:
		slug := n.String()
		if p.s.Policy.Role(slug) == nil {
			n.Errorf("There is no role %q.", slug)
		}
		return Check{Verb: verb, Kind: RoleObject, Object: slug}, true
	}
	n.Errorf("%q is not something to ask about people: write edit, disable, delete, create or assign_role.", string(verb))
	return Check{}, false
}

// object finds what a name stands for: a ticket, a record or a person.
func (p *parser) object(n source.Node) Check {
	name := n.String()
	switch {
	case slices.ContainsFunc(p.s.Tickets, func(t Ticket) bool { return t.Name == name }):
		return Check{Kind: TicketObject, Object: name}
	case slices.ContainsFunc(p.s.Records, func(r Record) bool { return r.Name == name }):
		return Check{Kind: RecordObject, Object: name}
	case p.s.User(name) == nil:
		n.Errorf("There is no ticket, record or user %q.", name)
	}
	return Check{Kind: PersonObject, Object: name}
}

// sees reads the list a person is to see, exactly.
func (p *parser) sees(n source.Node, fields map[string]source.Node) *Check {
	c := &Check{Verb: Sees, Want: true, In: InTickets, Sees: []string{}}
	if in, ok := fields["in"]; ok {
		if c.In = in.String(); c.In != InTickets && c.In != InPeople {
			c.In = p.collection(in)
		}
	}
	n.Each(func(item source.Node) {
		name := item.String()
		if !p.isIn(c.In, name) {
			item.Errorf("There is no %q in %s.", name, c.In)
		}
		if slices.Contains(c.Sees, name) {
			item.Errorf("%q is given twice.", name)
		}
		c.Sees = append(c.Sees, name)
	})
	return c
}

func (p *parser) isIn(in, name string) bool {
	switch in {
	case InTickets:
		return slices.ContainsFunc(p.s.Tickets, func(t Ticket) bool { return t.Name == name })
	case InPeople:
		return p.s.User(name) != nil
	}
	return slices.ContainsFunc(p.s.Records, func(r Record) bool { return r.Name == name && r.Collection == in })
}

func (p *parser) warn(n source.Node, format string, args ...any) {
	p.s.Warnings = append(p.s.Warnings, source.Problem{File: p.s.File, Line: n.Line(), Path: n.Path(), Msg: fmt.Sprintf(format, args...)})
}
