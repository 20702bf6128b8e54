package rbac_test

import (
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

// holder is a person with roles of a policy, the implicit ones included.
func holder(reg *rbac.Registry, p *rbac.Policy, roles ...string) *rbac.Subject {
	held := p.Held(roles, nil, true, false)
	return &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: me}, Roles: held, Powers: rbac.Compile(reg, p, held, nil, now)}
}

func preset(t testing.TB, reg *rbac.Registry, slug string) *rbac.Policy {
	t.Helper()
	p, err := rbac.Preset(reg, slug)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCanManage(t *testing.T) {
	reg := rbac.Core()
	p := policy(t, reg, `
top: boss
implicit: {everyone: guest, registered: user, verified: sure}
roles:
- {slug: boss, name: Boss, type: employee, everything: true, manages: [boss, agent]}
- {slug: agent, name: Agent, type: employee, manages: [user]}
- {slug: desk, name: Desk, type: employee, manages: [user, sure, vip]}
- {slug: guest, name: Guest, type: user}
- {slug: user, name: User, type: user}
- {slug: sure, name: Sure, type: user}
- {slug: vip, name: Vip, type: user}
- {slug: orphan, name: Orphan, type: employee}
`)
	tests := []struct {
		name   string
		roles  []string
		target rbac.Person
		want   bool
	}{
		{"every role of the person must be managed", []string{"boss"}, rbac.Person{Roles: []string{"agent", "user"}}, false},
		{"several roles manage together", []string{"boss", "desk"}, rbac.Person{Roles: []string{"agent", "user"}}, true},
		{"one without roles holds the registered role", []string{"agent"}, rbac.Person{}, true},
		{"and the verified one when verified", []string{"agent"}, rbac.Person{Verified: true}, false},
		{"who manages both may", []string{"desk"}, rbac.Person{Verified: true}, true},
		{"a colleague is not managed", []string{"agent"}, rbac.Person{Roles: []string{"agent"}}, false},
		{"the higher role is not managed", []string{"agent", "desk"}, rbac.Person{Roles: []string{"boss"}}, false},
		{"a role that nobody manages is the top role's", []string{"boss"}, rbac.Person{Roles: []string{"orphan"}}, true},
		{"and nobody else's", []string{"agent", "desk"}, rbac.Person{Roles: []string{"orphan"}}, false},
		{"an unknown role is managed by nobody", []string{"boss"}, rbac.Person{Roles: []string{"ghost"}}, false},
		{"the top role does not manage what others do", []string{"boss"}, rbac.Person{Roles: []string{"vip"}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := rbac.CanManage(holder(reg, p, tt.roles...), p, &tt.target); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
	t.Run("a person without any role is managed by nobody", func(t *testing.T) {
		if rbac.CanManage(holder(reg, p, "boss"), &rbac.Policy{Top: "boss", Roles: p.Roles}, &rbac.Person{}) {
			t.Error("managed")
		}
	})
	if rbac.CanManage(nil, p, &rbac.Person{}) {
		t.Error("nobody manages")
	}
}

func TestHandingOut(t *testing.T) {
	reg := rbactest.Registry("surveys")
	p := policy(t, reg, `
top: boss
implicit: {registered: user}
reserved: {settings.billing: [boss]}
roles:
- {slug: boss, name: Boss, type: employee, everything: true, manages: [boss, lead, agent, wide, sleepy, pair, odd, user, later]}
- slug: lead
  name: Lead
  type: employee
  scope: department
  manages: [lead, agent, wide, sleepy, pair, odd, user, later]
  features:
    tickets: {level: full}
    people: {level: full, plus: [people.roles.assign]}
    kb: {level: modify}
- {slug: agent, name: Agent, type: employee, scope: team, features: {tickets: {level: full}}}
- {slug: wide, name: Wide, type: employee, features: {tickets: {keys: {tickets.view: all}}}}
- {slug: sleepy, name: Sleepy, type: employee, scope: team, features: {kb: {level: read}}}
- {slug: later, name: Later, type: employee, features: {news: {level: read}}}
- {slug: pair, name: Pair, type: employee, requires: [agent]}
- {slug: odd, name: Odd, type: employee, excludes: [agent]}
- {slug: user, name: User, type: user, features: {tickets: {keys: {tickets.submit: all}}}}
`)
	lead, agent, boss := holder(reg, p, "lead"), holder(reg, p, "agent"), holder(reg, p, "boss")
	token := *boss
	token.Powers = boss.Powers.ForToken(map[rbac.Key]rbac.Scope{"people.roles.assign": rbac.All, "people.create": rbac.All, "tickets.view": rbac.Team})
	person := func(roles ...string) *rbac.Person { return &rbac.Person{ID: other, Roles: roles} }
	tests := []struct {
		name string
		err  error
		kind core.Kind // KindInternal for no error
		says string
	}{
		{"a narrower role may be handed out", rbac.CanAssignRole(lead, p, "agent"), 0, ""},
		{"one's own role may be handed out where it is managed", rbac.CanAssignRole(lead, p, "lead"), 0, ""},
		{"a role with a wider key may not", rbac.CanAssignRole(lead, p, "wide"), core.KindForbidden, "tickets.view (all, you: department)"},
		{"a role that is not managed may not", rbac.CanAssignRole(lead, p, "boss"), core.KindForbidden, "do not manage the role Boss"},
		{"without the key nothing may", rbac.CanAssignRole(agent, p, "agent"), core.KindForbidden, "people.roles.assign"},
		{"a role that there is not is invalid", rbac.CanAssignRole(lead, p, "ghost"), core.KindInvalid, "ghost"},
		{"what sleeps may be handed out by one who will hold it", rbac.CanAssignRole(lead, p, "sleepy"), 0, ""},
		{"what sleeps may not be handed out by one who will not", rbac.CanAssignRole(lead, p, "later"), core.KindForbidden, "news"},
		{"one who holds everything will", rbac.CanAssignRole(boss, p, "later"), 0, ""},
		{"a token hands out no more than it holds", rbac.CanAssignRole(&token, p, "lead"), core.KindForbidden, "more than you hold"},
		{"a token hands out nothing that sleeps", rbac.CanAssignRole(&token, p, "later"), core.KindForbidden, "news"},
		{"creating needs the key", rbac.CanCreate(agent, p, "user"), core.KindForbidden, "people.create"},
		{"creating with a managed role", rbac.CanCreate(lead, p, "user"), 0, ""},
		{"creating without roles needs the registered role managed", rbac.CanCreate(lead, p), 0, ""},
		{"creating with what is required missing", rbac.CanCreate(lead, p, "pair"), core.KindConflict, "beside Agent"},
		{"creating with roles that exclude each other", rbac.CanCreate(lead, p, "odd", "agent"), core.KindConflict, "cannot be held beside Agent"},
		{"changing another's roles", rbac.CanChangeRoles(lead, p, person("agent"), []string{"agent", "pair"}, nil), 0, ""},
		{"taking all of them", rbac.CanChangeRoles(lead, p, person("agent"), nil, nil), 0, ""},
		{"taking what another role needs", rbac.CanChangeRoles(lead, p, person("agent", "pair"), []string{"pair"}, nil), core.KindConflict, "beside Agent"},
		{"changing one's own", rbac.CanChangeRoles(lead, p, &rbac.Person{ID: me, Roles: []string{"lead"}}, nil, nil), core.KindForbidden, "their own roles"},
		{"changing the top's", rbac.CanChangeRoles(lead, p, person("boss"), nil, nil), core.KindForbidden, "do not manage"},
		{"keeping a wider role while adding a narrow one", rbac.CanChangeRoles(lead, p, person("wide"), []string{"wide", "agent"}, nil), 0, ""},
		{"giving a wider role", rbac.CanChangeRoles(lead, p, person("agent"), []string{"agent", "wide"}, nil), core.KindForbidden, "tickets.view"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantErr(t, tt.err, tt.kind, tt.says) })
	}
}

func wantErr(t *testing.T, err error, kind core.Kind, says string) {
	t.Helper()
	if kind == core.KindInternal {
		if err != nil {
			t.Errorf("got %v, want none", err)
		}
		return
	}
	if !core.IsKind(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, want %s that says %q", err, kind, says)
	}
}

func TestNotWider(t *testing.T) {
	reg := rbactest.Registry()
	p := policy(t, reg, head+"- {slug: a, name: A, type: employee, scope: team, features: {tickets: {level: full}}}\n- {slug: most, name: Most, type: employee, everything: true, except: [payroll.view]}")
	a := holder(reg, p, "a")
	type scopes = map[rbac.Key]rbac.Scope
	tests := []struct {
		name string
		s    *rbac.Subject
		give scopes
		want []rbac.Key
	}{
		{"as wide is not wider", a, scopes{"tickets.view": rbac.Team, "tickets.queue": rbac.Own}, nil},
		{"wider is", a, scopes{"tickets.view": rbac.Department, "tickets.reply": rbac.Own}, []rbac.Key{"tickets.view"}},
		{"not held is", a, scopes{"tickets.unrouted": rbac.All, "people.view": rbac.Own}, []rbac.Key{"people.view", "tickets.unrouted"}},
		{"a sleeping key is for who holds everything", a, scopes{"kb.edit": rbac.Own}, []rbac.Key{"kb.edit"}},
		{"who holds everything", holder(reg, p, "boss"), scopes{"kb.edit": rbac.All}, nil},
		{"but for what is excepted", holder(reg, p, "most"), scopes{"payroll.view": rbac.Own, "payroll.edit": rbac.Own}, []rbac.Key{"payroll.view"}},
		{"unless another role does not except it", holder(reg, p, "most", "boss"), scopes{"payroll.view": rbac.Own}, nil},
		{"nobody holds nothing", nil, scopes{"tickets.view": rbac.Own}, []rbac.Key{"tickets.view"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []rbac.Key
			for _, w := range rbac.NotWider(tt.s, tt.give) {
				got = append(got, w.Key)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCanEditRole(t *testing.T) {
	reg := rbactest.Registry()
	p := policy(t, reg, `
top: boss
roles:
- {slug: boss, name: Boss, type: employee, everything: true, manages: [boss, lead, agent]}
- {slug: lead, name: Lead, type: employee, scope: team, manages: [agent], features: {tickets: {level: full}, kb: {level: full}}}
- {slug: agent, name: Agent, type: employee, scope: own, features: {tickets: {level: full}}}
- {slug: wide, name: Wide, type: employee, features: {tickets: {level: read}}}
`)
	p.Role("lead").Manages = append(p.Role("lead").Manages, "wide")
	lead := holder(reg, p, "lead")
	change := func(slug string, f func(r *rbac.Role)) *rbac.Role {
		r := p.Role(slug).Clone()
		f(&r)
		return &r
	}
	fresh := func(f rbac.Setting) *rbac.Role {
		return &rbac.Role{Slug: "new", Name: "New", Type: rbac.Employee, Features: map[string]rbac.Setting{"tickets": f}}
	}
	tests := []struct {
		name          string
		before, after *rbac.Role
		kind          core.Kind
		says          string
	}{
		{"a managed role up to one's own width", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Scope = rbac.Team }), 0, ""},
		{"a managed role beyond it", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Scope = rbac.All }), core.KindForbidden, "more than you hold"},
		{"one's own role", p.Role("lead"), change("lead", func(r *rbac.Role) { r.Name = "Chief" }), core.KindForbidden, "do not manage the role Lead"},
		{"narrowing a role that is wider than oneself", p.Role("wide"), change("wide", func(r *rbac.Role) { r.Name = "Less"; r.Scope = rbac.Department }), 0, ""},
		{"making it manage what one manages", p.Role("wide"), change("wide", func(r *rbac.Role) { r.Manages = []string{"agent"} }), 0, ""},
		{"making it manage what one does not", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Manages = []string{"boss"} }), core.KindForbidden, "would manage Boss"},
		{"making it hold everything", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Everything, r.Features = true, nil }), core.KindForbidden, "more than you hold"},
		{"a sleeping feature one will hold as wide", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Features["kb"] = rbac.Setting{Level: rbac.Modify} }), 0, ""},
		{"a sleeping feature one will hold less far", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Features["kb"] = rbac.Setting{Level: rbac.Modify, Scope: rbac.All} }), core.KindForbidden, "kb"},
		{"a sleeping feature one will not hold", p.Role("agent"), change("agent", func(r *rbac.Role) { r.Features["news"] = rbac.Setting{Level: rbac.Read} }), core.KindForbidden, "news"},
		{"a sleeping key in a feature that is there", p.Role("agent"), change("agent", func(r *rbac.Role) {
			r.Features["tickets"] = rbac.Setting{Level: rbac.Full, Plus: []rbac.Key{"tasks.add_to_ticket"}}
		}), core.KindForbidden, "tasks.add_to_ticket"},
		{"a new role within one's own width", nil, fresh(rbac.Setting{Level: rbac.Read, Scope: rbac.Team}), 0, ""},
		{"a new role beyond it", nil, fresh(rbac.Setting{Level: rbac.Read}), core.KindForbidden, "tickets.view (all, you: team)"},
		{"deleting a managed role", p.Role("agent"), nil, 0, ""},
		{"deleting one that is not", p.Role("boss"), nil, core.KindForbidden, "do not manage the role Boss"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantErr(t, rbac.CanEditRole(lead, p, tt.before, tt.after), tt.kind, tt.says) })
	}
	t.Run("an everything role keeps what its editor is excepted from", func(t *testing.T) {
		p := policy(t, reg, "top: boss\nroles:\n- {slug: boss, name: Boss, type: employee, everything: true, except: [payroll.view], manages: [aide]}\n- {slug: aide, name: Aide, type: employee, everything: true, except: [payroll.view, settings.edit]}")
		boss := holder(reg, p, "boss")
		less := p.Role("aide").Clone()
		less.Except = []rbac.Key{"payroll.view"}
		wantErr(t, rbac.CanEditRole(boss, p, p.Role("aide"), &less), 0, "")
		less.Except = nil
		wantErr(t, rbac.CanEditRole(boss, p, p.Role("aide"), &less), core.KindForbidden, "payroll.view")
	})
}

func TestCanReplace(t *testing.T) {
	reg := rbactest.Registry()
	before := preset(t, reg, "helprace")
	owner, admin, agent := holder(reg, before, "owner"), holder(reg, before, "admin"), holder(reg, before, "agent")
	change := func(f func(p *rbac.Policy)) *rbac.Policy {
		p := before.Clone()
		f(p)
		return p
	}
	tests := []struct {
		name  string
		s     *rbac.Subject
		after *rbac.Policy
		kind  core.Kind
		says  string
	}{
		{"nothing changed", admin, before.Clone(), 0, ""},
		{"without the key", agent, before.Clone(), core.KindForbidden, "roles.import"},
		{"a managed role", admin, change(func(p *rbac.Policy) { p.Role("agent").Scope = rbac.All }), 0, ""},
		{"one's own role", admin, change(func(p *rbac.Policy) { p.Role("admin").Except = nil }), core.KindForbidden, "do not manage the role Admin"},
		{"a higher role taken out", admin, change(func(p *rbac.Policy) { p.Roles = p.Roles[1:]; p.Top = "admin" }), core.KindForbidden, "Only Owner"},
		{"a new role with a key one lacks", admin, change(func(p *rbac.Policy) {
			p.Put(rbac.Role{Slug: "cash", Name: "Cash", Type: rbac.Employee, Features: map[string]rbac.Setting{"settings": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"settings.billing": rbac.All}}}})
		}), core.KindForbidden, "settings.billing"},
		{"a new role that manages the highest", admin, change(func(p *rbac.Policy) {
			p.Put(rbac.Role{Slug: "coup", Name: "Coup", Type: rbac.Employee, Manages: []string{"owner"}})
		}), core.KindForbidden, "would manage Owner"},
		{"who is the top role", admin, change(func(p *rbac.Policy) { p.Top = "admin" }), core.KindForbidden, "Only Owner"},
		{"what everybody holds", admin, change(func(p *rbac.Policy) { p.Implicit.Everyone = "user" }), core.KindForbidden, "Only Owner"},
		{"what is reserved", admin, change(func(p *rbac.Policy) { p.Reserved = map[rbac.Key][]string{"roles.edit": {"admin"}} }), core.KindForbidden, "Only Owner"},
		{"all that, by the owner", owner, change(func(p *rbac.Policy) {
			p.Implicit.Everyone = "user"
			p.Role("admin").Except = nil
			p.Reserved = map[rbac.Key][]string{"settings.billing": {"owner"}}
		}), 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantErr(t, rbac.CanReplace(tt.s, before, tt.after), tt.kind, tt.says) })
	}
}

func TestGuardTop(t *testing.T) {
	p := &rbac.Policy{Top: "boss", Roles: []rbac.Role{{Slug: "boss", Name: "Boss"}}}
	tests := []struct {
		name          string
		before, after []string
		others        int
		kind          core.Kind
	}{
		{"the last holder keeps it", []string{"boss", "a"}, []string{"a"}, 0, core.KindConflict},
		{"the last holder is not deleted", []string{"boss"}, nil, 0, core.KindConflict},
		{"one of several may lose it", []string{"boss"}, nil, 1, 0},
		{"other roles may go", []string{"boss", "a"}, []string{"boss"}, 0, 0},
		{"one who never held it may go", []string{"a"}, nil, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantErr(t, rbac.GuardTop(p, tt.before, tt.after, tt.others), tt.kind, "last person with the role Boss")
		})
	}
}

func TestCloneAndRemove(t *testing.T) {
	reg := rbac.Core()
	p := preset(t, reg, "standard")
	r, err := p.CloneRole("agent", "Light Agent")
	if err != nil || r.Slug != "light-agent-2" || r.Builtin || r.Scope != rbac.Team {
		t.Fatalf("got %+v, %v", r, err)
	}
	r.Features["tickets"] = rbac.Setting{Level: rbac.None}
	if p.Role("agent").Features["tickets"].Level != rbac.Full {
		t.Error("the clone shares its settings with the original")
	}
	p.Put(r)
	if !rbac.Manages(holder(reg, p, "owner"), p, r.Slug) || rbac.Manages(holder(reg, p, "admin"), p, r.Slug) {
		t.Error("before adoption only the top role manages it")
	}
	p.Adopt(r.Slug, holder(reg, p, "admin"))
	for role, want := range map[string]bool{"owner": true, "admin": true, "manager": false} {
		if rbac.Manages(holder(reg, p, role), p, r.Slug) != want {
			t.Errorf("after adoption: %s", role)
		}
	}
	if !p.Remove(r.Slug) || p.Role(r.Slug) != nil || len(p.Check(reg)) > 0 {
		t.Errorf("removed, and left behind: %v", p.Check(reg))
	}
	for _, slug := range []string{"owner", "customer", "visitor"} {
		if p.Remove(slug) {
			t.Errorf("%s was removed, and the policy does not stand without it", slug)
		}
	}
	if _, err := p.CloneRole("ghost", "X"); !core.IsKind(err, core.KindNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := p.CloneRole("agent", "…"); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("got %v", err)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Registered User with Verified Email": "registered-user-with-verified-email", "All Non-Destructive Permissions": "all-non-destructive-permissions",
		"  Tier 1 / VIP ": "tier-1-vip", "Ärzte": "rzte", "…": "", strings.Repeat("long ", 40): strings.TrimSuffix(strings.Repeat("long-", 13)[:64], "-"),
	} {
		if got := rbac.Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestGuests(t *testing.T) {
	reg := rbactest.Registry("kb", "livechat")
	p := preset(t, reg, "deskpro")
	guest := rbac.Compile(reg, p, p.Held(nil, nil, false, false), nil, now)
	for _, tt := range []struct {
		name string
		set  rbac.Guests
		want []rbac.Key
	}{
		{"off by default", rbac.Guests{}, nil},
		{"submit", rbac.Guests{Submit: true}, []rbac.Key{"tickets.submit"}},
		{"chat", rbac.Guests{Chat: true}, []rbac.Key{"livechat.start"}},
		{"rate", rbac.Guests{Rate: true}, []rbac.Key{"kb.rate", "tickets.rate"}},
		{"comment", rbac.Guests{Comment: true}, []rbac.Key{"kb.feedback.create"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			powers := guest.Without(tt.set.Denied()...)
			for _, k := range []rbac.Key{"tickets.submit", "livechat.start", "kb.rate", "tickets.rate", "kb.feedback.create"} {
				if powers.Holds(k) != slices.Contains(tt.want, k) {
					t.Errorf("%s: %v", k, powers.Holds(k))
				}
			}
			if !powers.Holds("kb.view") {
				t.Error("reading went too")
			}
		})
	}
	t.Run("the setting gives nothing that the role of everyone lacks", func(t *testing.T) {
		p := preset(t, reg, "helprace")
		if rbac.Compile(reg, p, p.Held(nil, nil, false, false), nil, now).Without(rbac.Guests{Submit: true}.Denied()...).Holds("tickets.submit") {
			t.Error("held")
		}
	})
}
