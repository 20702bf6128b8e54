package rbac

import "pegboard.dev/pegboard/core/rbac/source"

// ParsePolicy reads a whole role set from YAML or JSON and checks it against
// the registry. The error is KindInvalid, carries source.Problems and gives
// the file and line of everything that is wrong. What is said about features
// that are not registered is accepted and dormant. Which roles are built-in
// follows from the preset the file names, whatever the file says.
func ParsePolicy(reg *Registry, file string, data []byte) (*Policy, error) {
	const op = "rbac.ParsePolicy"
	p := &Policy{}
	doc, r := source.Parse(file, data)
	doc.Map(func(name string, v source.Node) {
		if !p.ReadField(name, v) {
			v.Unknown(name)
		}
	})
	if ps := r.Problems(); len(ps) > 0 {
		return nil, ps.Err(op)
	}
	p.AddImplicit()
	problems := p.Check(reg)
	if p.Top == "" {
		problems = append(problems, source.Problem{Msg: "Say with `top` which role is the highest: the first person gets it."})
	}
	if len(problems) > 0 {
		return nil, r.At(problems).Err(op)
	}
	p.markBuiltin()
	return p, nil
}

// ReadField reads one field of a policy into p and reports whether there is
// such a field. Problems are noted with the node's reader.
func (p *Policy) ReadField(name string, v source.Node) bool {
	switch name {
	case "preset":
		p.Preset = v.String()
	case "name":
		p.Name = v.String()
	case "description":
		p.Description = v.String()
	case "top":
		p.Top = v.String()
	case "first":
		p.First = v.Strings()
	case "assignee_must_be_member":
		p.AssigneeMustBeMember = v.Bool()
	case "implicit":
		v.Map(func(name string, v source.Node) {
			switch name {
			case "everyone":
				p.Implicit.Everyone = v.String()
			case "registered":
				p.Implicit.Registered = v.String()
			case "verified":
				p.Implicit.Verified = v.String()
			default:
				v.Unknown(name)
			}
		})
	case "reserved":
		p.Reserved = map[Key][]string{}
		v.Map(func(name string, v source.Node) { p.Reserved[Key(name)] = v.Strings() })
	case "roles":
		v.List(func(item source.Node) { p.Roles = append(p.Roles, ReadRole(item)) })
	default:
		return false
	}
	return true
}

// ReadRole reads one role in the form of presets. Problems of form are noted
// with the node's reader; what the role means is for Policy.Check.
func ReadRole(n source.Node) Role {
	var r Role
	n.Map(func(name string, v source.Node) {
		switch name {
		case "slug":
			r.Slug = v.String()
		case "name":
			r.Name = v.String()
		case "type":
			v.Text(&r.Type)
		case "builtin":
			r.Builtin = v.Bool()
		case "everything":
			r.Everything = v.Bool()
		case "except":
			r.Except = keys(v.Strings())
		case "non_destructive":
			r.NonDestructive = v.Bool()
		case "scope":
			r.Scope = ReadScope(v)
		case "manages":
			r.Manages = v.Strings()
		case "requires":
			r.Requires = v.Strings()
		case "excludes":
			r.Excludes = v.Strings()
		case "features":
			r.Features = map[string]Setting{}
			v.Map(func(id string, v source.Node) { r.Features[id] = readSetting(v) })
		default:
			v.Unknown(name)
		}
	})
	return r
}

func readSetting(n source.Node) Setting {
	s := Setting{Level: Custom}
	said := false
	n.Map(func(name string, v source.Node) {
		switch name {
		case "level":
			said = true
			v.Text(&s.Level)
		case "scope":
			s.Scope = ReadScope(v)
		case "keys":
			said = true
			s.Keys = map[Key]Scope{}
			v.Map(func(k string, v source.Node) { s.Keys[Key(k)] = ReadScope(v) })
		case "plus":
			said = true
			s.Plus = keys(v.Strings())
		case "minus":
			s.Minus = keys(v.Strings())
		default:
			v.Unknown(name)
		}
	})
	if n.IsMap() && !said {
		n.Errorf("Say a level or keys here: as it stands this gives nothing.")
	}
	return s
}

// ReadScope reads one of the four scopes; anything else is noted.
func ReadScope(n source.Node) Scope {
	var s Scope
	n.Text(&s)
	if n.IsScalar() && s == ScopeNone && n.String() == "" {
		n.Errorf("Write own, team, department or all here.")
	}
	return s
}

func keys(names []string) []Key {
	out := make([]Key, len(names))
	for i, n := range names {
		out[i] = Key(n)
	}
	return out
}

// AddImplicit names a role for everyone with an account, if none is named, and
// makes the roles that are named only as implicit ones: they hold nothing.
func (p *Policy) AddImplicit() {
	if p.Implicit.Registered == "" {
		p.Implicit.Registered = "registered"
	}
	for _, slug := range [...]string{p.Implicit.Everyone, p.Implicit.Registered, p.Implicit.Verified} {
		if slug != "" && p.Role(slug) == nil {
			p.Roles = append(p.Roles, Role{Slug: slug, Name: nameOf(slug), Type: User})
		}
	}
}
