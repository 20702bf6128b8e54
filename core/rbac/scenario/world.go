package scenario

import (
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/source"
)

// section calls yield for each field of a part of the file that may be missing.
func (p *parser) section(name string, yield func(name string, v source.Node)) {
	if n, ok := p.top[name]; ok {
		n.Map(yield)
	}
}

// world reads who and what there is.
func (p *parser) world() {
	p.section("settings", p.setting)
	p.section("departments", func(name string, v source.Node) {
		p.s.Departments = append(p.s.Departments, Department{Name: name, Teams: v.Strings()})
	})
	p.section("organizations", func(name string, v source.Node) {
		o := Organization{Name: name}
		v.Map(func(field string, v source.Node) {
			if field != "share" {
				v.Unknown(field)
				return
			}
			v.Text(&o.Share)
		})
		p.s.Organizations = append(p.s.Organizations, o)
	})
	p.section("users", p.user)
	p.section("groups", p.group)
	p.section("tickets", p.ticket)
	p.section("records", p.record)
	p.strayTeams()
}

func (p *parser) setting(name string, v source.Node) {
	switch {
	case name == "guests":
		p.s.Guests, p.s.GuestsSet = rbac.ReadGuests(v), true
	case slices.Contains(p.s.Plugins, name):
		p.s.Settings[name] = v.Any()
	default:
		v.Errorf("There is no setting %q: write guests, or the name of a plugin that is enabled.", name)
	}
}

func (p *parser) user(name string, n source.Node) {
	u := User{Name: name, Line: n.Line()}
	if name == Guest {
		n.Errorf("%q is nobody signed in; call this person something else.", Guest)
	}
	n.Map(func(field string, v source.Node) {
		switch field {
		case "roles":
			u.Roles = p.roles(v)
		case "teams":
			u.Teams = v.Strings()
		case "organization":
			u.Organization = v.String()
			p.organization(v, u.Organization)
		case "verified":
			u.Verified = v.Bool()
		case "grants":
			v.Map(func(key string, v source.Node) { u.Grants = append(u.Grants, p.grant(key, v)) })
		default:
			v.Unknown(field)
		}
	})
	if err := rbac.CheckRoles(p.s.Policy, u.Roles); err != nil {
		p.warn(n, "Nobody could give %s these roles: %s", name, message(err))
	}
	p.s.Users = append(p.s.Users, u)
}

// roles reads slugs of roles that the policy has.
func (p *parser) roles(n source.Node) []string {
	out := []string{}
	n.Each(func(item source.Node) {
		slug := item.String()
		if p.s.Policy.Role(slug) == nil {
			item.Errorf("There is no role %q.", slug)
			return
		}
		out = append(out, slug)
	})
	return out
}

// grant reads {key: scope}, or {key: {scope, reason, expires}}.
func (p *parser) grant(key string, n source.Node) rbac.Grant {
	g := rbac.Grant{Key: p.key(n, key)}
	if n.IsMap() {
		n.Map(func(field string, v source.Node) {
			switch field {
			case "scope":
				g.Scope = rbac.ReadScope(v)
			case "reason":
				g.Reason = v.String()
			case "expires":
				t, err := time.Parse(time.RFC3339, v.String())
				if err != nil {
					v.Errorf("Write the time as in 2027-01-31T12:00:00Z.")
				}
				g.Expires = t
			default:
				v.Unknown(field)
			}
		})
	} else {
		g.Scope = rbac.ReadScope(n)
	}
	if info, ok := p.s.Registry.Key(g.Key); ok && !info.Scoped && g.Scope != rbac.All {
		n.Errorf("%s is a yes/no key: write `all`.", g.Key)
	}
	return g
}

func (p *parser) group(name string, n source.Node) {
	g := Group{Name: name}
	n.Map(func(field string, v source.Node) {
		switch field {
		case "roles":
			g.Roles = p.roles(v)
			for _, slug := range g.Roles {
				if p.s.Policy.Role(slug).Type != rbac.User {
					v.Errorf("Groups carry roles of type user only, and %q is not one.", slug)
				}
			}
		case "members":
			g.Members = p.users(v)
		default:
			v.Unknown(field)
		}
	})
	p.s.Groups = append(p.s.Groups, g)
}

// users reads names of users of the file.
func (p *parser) users(n source.Node) []string {
	out := []string{}
	n.Each(func(item source.Node) { out = append(out, p.one(item)) })
	return out
}

func (p *parser) one(n source.Node) string {
	name := n.String()
	if p.s.User(name) == nil {
		n.Errorf("There is no user %q.", name)
	}
	return name
}

func (p *parser) organization(n source.Node, name string) {
	if !slices.ContainsFunc(p.s.Organizations, func(o Organization) bool { return o.Name == name }) {
		p.warn(n, "The organization %q is not under organizations; it shares nothing.", name)
		p.s.Organizations = append(p.s.Organizations, Organization{Name: name})
	}
}

// statuses are those of core's tickets.
var statuses = []string{"open", "pending", "on_hold", "solved", "closed"}

func (p *parser) ticket(name string, n source.Node) {
	t := Ticket{Name: name, Line: n.Line()}
	n.Map(func(field string, v source.Node) {
		switch field {
		case "requester":
			t.Requester = p.one(v)
		case "team":
			t.Team = v.String()
		case "assignee":
			t.Assignee = p.one(v)
		case "contributors":
			t.Contributors = p.users(v)
		case "cc":
			t.CC = p.users(v)
		case "organization":
			t.Organization = v.String()
			p.organization(v, t.Organization)
		case "status":
			if t.Status = v.String(); !slices.Contains(statuses, t.Status) {
				v.Errorf("There is no status %q.", t.Status)
			}
		default:
			v.Unknown(field)
		}
	})
	p.s.Tickets = append(p.s.Tickets, t)
}

func (p *parser) record(name string, n source.Node) {
	r := Record{Name: name, Line: n.Line(), Fields: map[string]any{}}
	n.Map(func(field string, v source.Node) {
		if field == "in" {
			r.Collection = p.collection(v)
			return
		}
		r.Fields[field] = v.Any()
	})
	if r.Collection == "" && n.IsMap() {
		n.Errorf("Say with `in` which collection %s is in, as in calllogs.calls.", name)
	}
	p.s.Records = append(p.s.Records, r)
}

// collection reads "<plugin>.<collection>" of an enabled plugin.
func (p *parser) collection(n source.Node) string {
	name := n.String()
	plugin, collection, ok := strings.Cut(name, ".")
	switch {
	case !ok || collection == "":
		n.Errorf("%q is not a collection; write it as in calllogs.calls.", name)
	case !slices.Contains(p.s.Plugins, plugin):
		n.Errorf("The plugin %q is not under plugins.", plugin)
	}
	return name
}

// strayTeams warns of teams of tickets that nobody is in: mostly typing mistakes.
func (p *parser) strayTeams() {
	known := map[string]bool{"": true}
	for _, d := range p.s.Departments {
		for _, t := range d.Teams {
			known[t] = true
		}
	}
	for _, u := range p.s.Users {
		for _, t := range u.Teams {
			known[t] = true
		}
	}
	for _, t := range p.s.Tickets {
		if !known[t.Team] {
			p.s.Warnings = append(p.s.Warnings, source.Problem{File: p.s.File, Line: t.Line, Msg: "Nobody is in the team " + t.Team + ", and no department has it."})
		}
	}
}
