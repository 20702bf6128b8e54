package rbac_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

var now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// policy reads roles from YAML, as tests are best read.
func policy(t testing.TB, reg *rbac.Registry, yaml string) *rbac.Policy {
	t.Helper()
	p, err := rbac.ParsePolicy(reg, "test.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const head = "top: boss\nroles:\n- {slug: boss, name: Boss, type: employee, everything: true}\n"

func TestCompile(t *testing.T) {
	reg := rbactest.Registry("*")
	grant := func(k rbac.Key, s rbac.Scope, expires time.Time) []rbac.Grant {
		return []rbac.Grant{{Key: k, Scope: s, Expires: expires}}
	}
	tests := []struct {
		name   string
		yaml   string // added to head
		roles  []string
		grants []rbac.Grant
		want   map[rbac.Key]rbac.Scope // of these keys; ScopeNone for not held
	}{
		{
			"a feature that is not mentioned gives nothing",
			"- {slug: a, name: A, type: employee, features: {views: {level: read}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"views.view": rbac.All, "tickets.view": rbac.ScopeNone, "views.own": rbac.ScopeNone},
		},
		{
			"nothing said about scope means all",
			"- {slug: a, name: A, type: employee, features: {tickets: {level: full}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.delete": rbac.All, "tickets.unrouted": rbac.ScopeNone},
		},
		{
			"the role's scope counts, the feature's over it, the key's over that",
			"- {slug: a, name: A, type: employee, scope: team, features: {people: {level: read}, tickets: {level: full, scope: department, keys: {tickets.delete: own}}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"people.view": rbac.Team, "tickets.view": rbac.Department, "tickets.delete": rbac.Own, "tickets.queue": rbac.All},
		},
		{
			"of several roles the widest scope counts",
			"- {slug: a, name: A, type: employee, scope: own, features: {tickets: {level: full}}}\n- {slug: b, name: B, type: employee, features: {tickets: {keys: {tickets.view: department}}}}",
			[]string{"b", "a"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.Department, "tickets.reply": rbac.Own},
		},
		{
			"one role's minus takes nothing from another",
			"- {slug: a, name: A, type: employee, features: {tickets: {level: full, minus: [tickets.delete]}}}\n- {slug: b, name: B, type: employee, scope: own, features: {tickets: {level: full}}}",
			[]string{"a", "b"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.delete": rbac.Own},
		},
		{
			"plus and minus deviate from the level",
			"- {slug: a, name: A, type: employee, scope: team, features: {tickets: {level: modify, plus: [tickets.take, tickets.unrouted], minus: [tickets.merge]}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.take": rbac.Team, "tickets.unrouted": rbac.All, "tickets.merge": rbac.ScopeNone, "tickets.reply": rbac.Team, "tickets.assign": rbac.ScopeNone},
		},
		{
			"none gives what is listed under none, on one's own only",
			"- {slug: a, name: A, type: employee, scope: all, features: {livechat: {level: none}, tickets: {level: none}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"livechat.comment": rbac.Own, "livechat.search": rbac.All, "tasks.add_to_chat": rbac.Own, "livechat.view": rbac.ScopeNone, "tickets.view": rbac.ScopeNone},
		},
		{
			"custom gives nothing by itself",
			"- {slug: a, name: A, type: employee, features: {tickets: {level: custom, plus: [tickets.view]}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.reply": rbac.ScopeNone},
		},
		{
			"an extension comes with the level of the feature it extends",
			"- {slug: a, name: A, type: employee, scope: team, features: {tickets: {level: full}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"calllogs.add_to_ticket": rbac.Team, "timelogs.add_to_ticket": rbac.Team, "calllogs.view": rbac.ScopeNone},
		},
		{
			"an extension can be left out of, and picked in, either row",
			"- {slug: a, name: A, type: employee, features: {tickets: {level: full, minus: [calllogs.add_to_ticket]}}}\n- {slug: b, name: B, type: employee, features: {calllogs: {keys: {calllogs.add_to_ticket: own}}}}",
			[]string{"a", "b"}, nil,
			map[rbac.Key]rbac.Scope{"calllogs.add_to_ticket": rbac.Own},
		},
		{
			"everything is everything, except what is said",
			"- {slug: a, name: A, type: employee, everything: true, except: [settings.billing]}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"settings.billing": rbac.ScopeNone, "settings.edit": rbac.All, "tickets.route": rbac.All, "tickets.submit": rbac.All, "reports.view.calllogs.volume": rbac.All},
		},
		{
			"non-destructive leaves out the keys that are marked so",
			"- {slug: a, name: A, type: employee, non_destructive: true, features: {tickets: {level: full}, kb: {level: full, plus: [kb.delete]}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"tickets.delete": rbac.ScopeNone, "tickets.merge": rbac.ScopeNone, "kb.delete": rbac.ScopeNone, "kb.edit": rbac.All},
		},
		{
			"a role of type user holds no key for employees",
			"- {slug: a, name: A, type: user, features: {kb: {level: full}, tickets: {level: full}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"kb.rate": rbac.All, "kb.create": rbac.All, "kb.move": rbac.ScopeNone, "tickets.submit": rbac.All, "tickets.view": rbac.ScopeNone},
		},
		{
			"a role of type employee holds no key for users",
			"- {slug: a, name: A, type: employee, features: {kb: {level: full}, tickets: {level: full}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"kb.rate": rbac.ScopeNone, "kb.move": rbac.All, "tickets.submit": rbac.ScopeNone},
		},
		{
			"a reserved key is held by the roles named and through nothing else",
			"- {slug: a, name: A, type: employee, everything: true}\n- {slug: b, name: B, type: employee, features: {roles: {level: full}}}\nreserved: {roles.edit: [boss]}",
			[]string{"a", "b"}, grant("roles.edit", rbac.All, time.Time{}),
			map[rbac.Key]rbac.Scope{"roles.edit": rbac.ScopeNone, "roles.create": rbac.All},
		},
		{
			"a reserved key is held by the role it is reserved to",
			"reserved: {roles.edit: [boss]}", []string{"boss"}, nil,
			map[rbac.Key]rbac.Scope{"roles.edit": rbac.All},
		},
		{
			"a key is inert without the key it requires",
			"- {slug: a, name: A, type: employee, features: {surveys: {keys: {surveys.details: all}}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"surveys.details": rbac.ScopeNone},
		},
		{
			"a key reaches no further than the key it requires",
			"- {slug: a, name: A, type: employee, features: {surveys: {keys: {surveys.details: all, surveys.summary: team}}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"surveys.details": rbac.Team, "surveys.summary": rbac.Team},
		},
		{
			"a key that requires a wider one stays as narrow as it is",
			"- {slug: a, name: A, type: employee, features: {surveys: {keys: {surveys.details: own, surveys.summary: team}}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"surveys.details": rbac.Own},
		},
		{
			"a yes/no key needs what it requires at any scope",
			"- {slug: a, name: A, type: employee, features: {distribution: {keys: {distribution.transfer_agent: all, distribution.transfer: all}}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"distribution.transfer_agent": rbac.All},
		},
		{
			"what one role requires another may bring",
			"- {slug: a, name: A, type: employee, features: {surveys: {keys: {surveys.details: all}}}}\n- {slug: b, name: B, type: employee, features: {surveys: {keys: {surveys.summary: all}}}}",
			[]string{"a", "b"}, nil,
			map[rbac.Key]rbac.Scope{"surveys.details": rbac.All},
		},
		{
			"a survey's report needs its key, the reports and the summary",
			"- {slug: a, name: A, type: employee, features: {reports: {level: full}}}\n- {slug: b, name: B, type: employee, features: {surveys: {keys: {surveys.summary: team}}}}",
			[]string{"a", "b"}, nil,
			map[rbac.Key]rbac.Scope{"reports.view.surveys.by_agent": rbac.Team, "reports.view.calllogs.volume": rbac.All},
		},
		{
			"a survey's report is inert without the summary",
			"- {slug: a, name: A, type: employee, features: {reports: {level: full}}}", []string{"a"}, nil,
			map[rbac.Key]rbac.Scope{"reports.view.surveys.by_agent": rbac.ScopeNone},
		},
		{
			"a personal grant adds",
			"- {slug: a, name: A, type: employee, scope: own, features: {tickets: {level: read}}}", []string{"a"}, grant("tickets.view", rbac.Department, time.Time{}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.Department},
		},
		{
			"a personal grant subtracts nothing",
			"- {slug: a, name: A, type: employee, features: {tickets: {level: read}}}", []string{"a"}, grant("tickets.view", rbac.Own, time.Time{}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.All},
		},
		{"a grant counts until it expires", "", nil, grant("tickets.view", rbac.All, now.Add(time.Microsecond)), map[rbac.Key]rbac.Scope{"tickets.view": rbac.All}},
		{"a grant that has expired gives nothing", "", nil, grant("tickets.view", rbac.All, now), map[rbac.Key]rbac.Scope{"tickets.view": rbac.ScopeNone}},
		{"unknown roles and keys give nothing", "", []string{"nobody"}, grant("payroll.view", rbac.All, time.Time{}), map[rbac.Key]rbac.Scope{"payroll.view": rbac.ScopeNone}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			powers := rbac.Compile(reg, policy(t, reg, head+tt.yaml), tt.roles, tt.grants, now)
			for k, want := range tt.want {
				if got := powers.Scope(k); got != want {
					t.Errorf("%s: %q, want %q", k, got, want)
				}
			}
		})
	}
}

// TestLevelsGiveTheCatalogue holds one role per feature and level against the registry.
func TestLevelsGiveTheCatalogue(t *testing.T) {
	reg := rbactest.Registry("*")
	for _, f := range reg.Features() {
		for _, level := range []rbac.Level{rbac.None, rbac.Read, rbac.Modify, rbac.Full, rbac.Custom} {
			for _, typ := range []rbac.Audience{rbac.Employee, rbac.User} {
				p := &rbac.Policy{Roles: []rbac.Role{{Slug: "r", Name: "R", Type: typ, Scope: rbac.Team, Features: map[string]rbac.Setting{f.ID: {Level: level}}}}}
				want := map[rbac.Key]rbac.Scope{}
				for _, k := range reg.LevelKeys(f.ID, level) {
					info, _ := reg.Key(k)
					switch {
					case !info.For.Includes(typ):
					case !info.Scoped:
						want[k] = rbac.All
					case level == rbac.None:
						want[k] = rbac.Own
					default:
						want[k] = rbac.Team
					}
				}
				got := rbac.RoleKeys(reg, p, &p.Roles[0])
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s at %s for %s: %s", f.ID, level, typ, d)
				}
			}
		}
	}
}

func TestDormantKeys(t *testing.T) {
	with := rbactest.Registry("calllogs")
	without, _ := with.Without("calllogs")
	p := policy(t, without, head+"- {slug: a, name: A, type: employee, features: {calllogs: {level: full}, tickets: {level: read, plus: [calllogs.add_to_ticket]}}}")
	holds := func(reg *rbac.Registry) (bool, bool) {
		powers := rbac.Compile(reg, p, []string{"a"}, nil, now)
		return powers.Holds("calllogs.create"), powers.Holds("calllogs.add_to_ticket")
	}
	if a, b := holds(without); a || b {
		t.Error("held while the plugin is disabled")
	}
	if a, b := holds(with); !a || !b {
		t.Error("not held after it is enabled")
	}
}

// TestLevelsFollowTheRegistry: full gains what a newer version adds, custom does not.
func TestLevelsFollowTheRegistry(t *testing.T) {
	old := rbac.Feature{ID: "kb", Owner: "kb", Keys: []rbac.KeyDef{{Key: "kb.view"}}}
	newer := rbac.Feature{ID: "kb", Owner: "kb", Keys: []rbac.KeyDef{{Key: "kb.view"}, {Key: "kb.print"}}}
	before, _ := rbac.Core().With(old)
	after, _ := rbac.Core().With(newer)
	p := policy(t, before, head+"- {slug: a, name: A, type: employee, features: {kb: {level: full}}}\n- {slug: b, name: B, type: employee, features: {kb: {keys: {kb.view: all}}}}")
	if !rbac.Compile(after, p, []string{"a"}, nil, now).Holds("kb.print") {
		t.Error("full did not gain the new key")
	}
	if rbac.Compile(after, p, []string{"b"}, nil, now).Holds("kb.print") {
		t.Error("custom gained the new key")
	}
}

func TestHeldRoles(t *testing.T) {
	p := policy(t, rbac.Core(), head+`
- {slug: guest, name: Guest, type: user}
- {slug: user, name: User, type: user}
- {slug: sure, name: Sure, type: user}
- {slug: beta, name: Beta, type: user}
implicit: {everyone: guest, registered: user, verified: sure}`)
	tests := []struct {
		name                 string
		given, byGroup       []string
		registered, verified bool
		want                 []string
	}{
		{"a guest holds the role of everyone", nil, nil, false, false, []string{"guest"}},
		{"a guest is never verified", nil, nil, false, true, []string{"guest"}},
		{"an account brings the registered role", nil, nil, true, false, []string{"guest", "user"}},
		{"a confirmed address brings the verified role", nil, nil, true, true, []string{"guest", "sure", "user"}},
		{"given roles add", []string{"boss"}, nil, true, false, []string{"boss", "guest", "user"}},
		{"groups carry roles of type user only", nil, []string{"beta", "boss"}, true, false, []string{"beta", "guest", "user"}},
		{"unknown and doubled roles are left out", []string{"nobody", "user"}, nil, true, false, []string{"guest", "user"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Held(tt.given, tt.byGroup, tt.registered, tt.verified); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	reg := rbactest.Registry("surveys")
	p := policy(t, reg, head+"- {slug: a, name: A, type: employee, scope: team, features: {tickets: {level: full}, surveys: {level: full}}}\nreserved: {settings.billing: [boss]}")
	agent := rbac.Compile(reg, p, []string{"a"}, nil, now)
	boss := rbac.Compile(reg, p, []string{"boss"}, nil, now)
	tests := []struct {
		name   string
		powers *rbac.Powers
		want   map[rbac.Key]rbac.Scope
	}{
		{"a token holds the narrower of both, and nothing that it does not name", agent.ForToken(map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.reply": rbac.Own, "people.view": rbac.All}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.Team, "tickets.reply": rbac.Own, "people.view": rbac.ScopeNone, "tickets.delete": rbac.ScopeNone}},
		{"a token holds yes/no keys or does not", agent.ForToken(map[rbac.Key]rbac.Scope{"tickets.queue": rbac.Own}), map[rbac.Key]rbac.Scope{"tickets.queue": rbac.All}},
		{"a token holds no reserved key", boss.ForToken(map[rbac.Key]rbac.Scope{"settings.billing": rbac.All, "settings.edit": rbac.All}),
			map[rbac.Key]rbac.Scope{"settings.billing": rbac.ScopeNone, "settings.edit": rbac.All}},
		{"a token without the required key holds neither", agent.ForToken(map[rbac.Key]rbac.Scope{"surveys.details": rbac.All}), map[rbac.Key]rbac.Scope{"surveys.details": rbac.ScopeNone}},
		{"a plugin holds what it was granted and the person may", agent.ForPlugin(map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "settings.edit": rbac.All}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.Team, "settings.edit": rbac.ScopeNone}},
		{"a plugin through a token is limited by both", agent.ForToken(map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own, "tickets.reply": rbac.Own}).ForPlugin(map[rbac.Key]rbac.Scope{"tickets.view": rbac.All}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own, "tickets.reply": rbac.ScopeNone}},
		{"keys can be taken away", agent.Without("tickets.view", "surveys.summary"), map[rbac.Key]rbac.Scope{"tickets.view": rbac.ScopeNone, "surveys.details": rbac.ScopeNone, "tickets.reply": rbac.Team}},
		{"background work holds what its place gives it", rbac.NewPowers(reg, map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.queue": rbac.Own, "nope.view": rbac.All}),
			map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "tickets.queue": rbac.All, "tickets.reply": rbac.ScopeNone}},
		{"no powers hold nothing", nil, map[rbac.Key]rbac.Scope{"tickets.view": rbac.ScopeNone}},
		{"no powers limited hold nothing", (*rbac.Powers)(nil).ForToken(nil), map[rbac.Key]rbac.Scope{"tickets.view": rbac.ScopeNone}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for k, want := range tt.want {
				if got := tt.powers.Scope(k); got != want {
					t.Errorf("%s: %q, want %q", k, got, want)
				}
			}
		})
	}
	if agent.Scope("tickets.reply") != rbac.Team || boss.Scope("settings.billing") != rbac.All {
		t.Error("limiting changed the powers it started from")
	}
}

func TestPowersUntil(t *testing.T) {
	reg := rbac.Core()
	soon, later := now.Add(time.Hour), now.Add(2*time.Hour)
	powers := rbac.Compile(reg, &rbac.Policy{}, nil, []rbac.Grant{
		{Key: "tickets.view", Scope: rbac.All, Expires: later}, {Key: "tickets.reply", Scope: rbac.All, Expires: soon},
		{Key: "tickets.merge", Scope: rbac.All}, {Key: "tickets.pin", Scope: rbac.All, Expires: now},
	}, now)
	if !powers.Until().Equal(soon) {
		t.Errorf("until %v, want %v", powers.Until(), soon)
	}
}
