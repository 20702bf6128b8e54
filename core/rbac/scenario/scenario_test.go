package scenario_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
	"pegboard.dev/pegboard/core/rbac/scenario"
)

// form is the form that the specification shows, complete.
const form = `preset: helprace
roles: [{slug: beta-tester, name: Beta tester, type: user, features: {kb: {level: read}}}]
plugins: [calllogs]             # bundled plugins to enable, without their defaults
settings: {guests: {submit: true}}
departments: {finance: [billing, refunds], tech: [tier1]}
organizations: {acme: {share: read}}          # none | read | reply
groups: {vip: {roles: [beta-tester], members: [carl]}}
users:
  andy:  {roles: [agent], teams: [billing]}
  bea:   {roles: [agent], teams: [tier1], grants: {reports.view: all}}
  carl:  {roles: [], organization: acme, verified: true}
  dora:  {}
tickets:
  t1: {requester: carl, team: billing, assignee: andy, contributors: [bea], cc: [dora]}
  t2: {requester: carl, team: billing}
  t3: {requester: carl}                       # no team, no assignee
records:                                       # rows of a plugin's collection; fields not named take defaults
  c1: {in: calllogs.calls, owner: andy, team: billing, minutes: 5}
expect:
  - {user: andy, can: [tickets.view, tickets.reply], on: [t1, t2, t3]}   # every key on every object
  - {user: bea,  cannot: tickets.view, on: t2}                           # none of them
  - {user: bea,  can: reports.view}                                      # no object: held at any scope
  - {user: andy, sees: [t1, t2, t3]}           # exactly these, through the list query
  - {user: bea,  sees: [c1], in: calllogs.calls}
  - {user: andy, cannot: {edit: bea}}          # people: edit | disable | delete a person
  - {user: andy, can: {create: user}}          # create a person with that role
  - {user: andy, cannot: {assign_role: admin}}
  - {user: guest, cannot: tickets.submit}      # guest: nobody signed in
`

func parse(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("s.yaml", []byte(text), rbactest.Plugin)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParse(t *testing.T) {
	s := parse(t, form)
	var checks []string
	for _, c := range s.Checks {
		checks = append(checks, c.String())
	}
	if d := cmp.Diff([]string{
		"andy can tickets.view on t1", "andy can tickets.view on t2", "andy can tickets.view on t3",
		"andy can tickets.reply on t1", "andy can tickets.reply on t2", "andy can tickets.reply on t3",
		"bea cannot tickets.view on t2", "bea can reports.view", "andy sees [t1, t2, t3]", "bea sees [c1] in calllogs.calls",
		"andy cannot edit bea", "andy can create user", "andy cannot assign role admin", "guest cannot tickets.submit",
	}, checks); d != "" {
		t.Error(d)
	}
	if c := s.Checks[6]; c.Line != 21 || c.Kind != scenario.TicketObject || c.Want || c.Verb != scenario.Key {
		t.Errorf("got %+v", c)
	}
	bea := s.User("bea")
	if d := cmp.Diff(&scenario.User{Name: "bea", Line: 10, Roles: []string{"agent"}, Teams: []string{"tier1"}, Grants: []rbac.Grant{{Key: "reports.view", Scope: rbac.All}}}, bea); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(scenario.Ticket{Name: "t1", Line: 14, Requester: "carl", Team: "billing", Assignee: "andy", Contributors: []string{"bea"}, CC: []string{"dora"}}, s.Tickets[0]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(scenario.Record{Name: "c1", Line: 18, Collection: "calllogs.calls", Fields: map[string]any{"owner": "andy", "team": "billing", "minutes": int64(5)}}, s.Records[0]); d != "" {
		t.Error(d)
	}
	if !s.Guests.Submit || !s.GuestsSet || s.Guests.Chat {
		t.Errorf("guests: %+v", s.Guests)
	}
	if got := s.Teams(); !slices.Equal(got, []string{"billing", "refunds", "tier1"}) {
		t.Errorf("teams: %v", got)
	}
	if got := s.GroupRoles("carl"); !slices.Equal(got, []string{"beta-tester"}) {
		t.Errorf("carl's groups carry %v", got)
	}
	if !s.Registry.Owned("calllogs") || s.Policy.Role("owner") == nil || s.Policy.Role("beta-tester").Builtin {
		t.Error("the registry or the policy is wrong")
	}
	if s.Organizations[0].Share != rbac.ShareRead {
		t.Error("the organization shares nothing")
	}
	if len(s.Warnings) > 0 {
		t.Errorf("warns: %v", s.Warnings)
	}
}

func TestParseOwnRoles(t *testing.T) {
	s := parse(t, `
roles:
- {slug: agent, name: Agent, type: employee, manages: [registered], features: {tickets: {level: full}}}
users: {a: {roles: agent, grants: {tickets.view: {scope: own, reason: cover, expires: 2027-01-31T12:00:00Z}}}}
expect: [{user: [a, guest], can: tickets.view, cannot: [tickets.delete, {edit: a, disable: [a]}]}, {user: a, sees: [a], in: people}, {user: a, sees: []}]
`)
	if p := s.Policy; p.Implicit != (rbac.Implicit{Everyone: "everyone", Registered: "registered", Verified: "verified"}) || p.Role("everyone") == nil || len(p.Role("registered").Features) > 0 {
		t.Errorf("implicit roles: %+v", p)
	}
	if g := s.Users[0].Grants[0]; g.Scope != rbac.Own || g.Reason != "cover" || !g.Expires.Equal(time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("got %+v", g)
	}
	if len(s.Checks) != 10 {
		t.Errorf("%d checks, want 2 users x 4 and 2 lists", len(s.Checks))
	}
	if s := parse(t, "users: {}\n"); s.Policy.Preset != rbac.DefaultPreset {
		t.Errorf("nothing said gives the preset %q", s.Policy.Preset)
	}
}

func TestParseNotesLines(t *testing.T) {
	const some = "preset: helprace\nusers:\n  a: {roles: [agent]}\ntickets:\n  t: {requester: a}\n" // 5 lines
	tests := []struct {
		name, text string
		line       int
		says       string
	}{
		{"an unknown preset", "preset: zendesk\n", 1, `no preset "zendesk"`},
		{"an unknown plugin", "plugins:\n- calllogs\n- telepathy\n", 3, `no plugin "telepathy"`},
		{"a plugin twice", "plugins: [kb, kb]\n", 1, "given twice"},
		{"an unknown field", some + "colour: red\n", 6, `no field "colour"`},
		{"an unknown role of a user", "users:\n  a:\n    roles: [ghost]\n", 3, `no role "ghost"`},
		{"an unknown field of a user", "users:\n  a: {colour: red}\n", 2, `no field "colour"`},
		{"a user called guest", "users:\n  guest: {}\n", 2, "nobody signed in"},
		{"an unknown level", "roles:\n- slug: a\n  name: A\n  type: employee\n  features:\n    tickets: {level: ful}\n", 6, `nknown level "ful"`},
		{"an unknown scope", "roles:\n- slug: a\n  name: A\n  type: employee\n  scope: world\n", 5, `nknown scope "world"`},
		{"an unknown scope of a grant", "users:\n  a: {grants: {tickets.view: world}}\n", 2, `nknown scope "world"`},
		{"a yes/no key with a scope", "users:\n  a: {grants: {tickets.queue: own}}\n", 2, "yes/no key"},
		{"an unknown key of a role", "roles:\n- slug: a\n  name: A\n  type: employee\n  features:\n    tickets: {plus: [tickets.fly]}\n", 6, "no key tickets.fly"},
		{"an unknown key of an enabled plugin", "plugins: [kb]\n" + some + "expect:\n- {user: a, can: kb.fly}\n", 8, "no key kb.fly"},
		{"an unknown key of core", some + "expect:\n- user: a\n  can:\n  - tickets.view\n  - tickets.fly\n", 10, "no key tickets.fly"},
		{"a key of nobody", some + "expect:\n- {user: a, cannot: tickts.view}\n", 7, `called "tickts"`},
		{"a role beside a preset, in its own place", "preset: helprace\nroles:\n- {slug: b, name: B, type: user}\n- {slug: c, name: C, type: user, manages: [ghost]}\n", 4, `no role "ghost"`},
		{"a role that the preset has", "preset: helprace\nroles:\n- {slug: agent, name: B, type: user}\n", 3, "two roles"},
		{"an unknown requester", "tickets:\n  t: {requester: ghost}\n", 2, `no user "ghost"`},
		{"an unknown contributor", "users: {a: {}}\ntickets:\n  t:\n    requester: a\n    contributors:\n    - a\n    - ghost\n", 7, `no user "ghost"`},
		{"an unknown status", "users: {a: {}}\ntickets: {t: {requester: a, status: lost}}\n", 2, `no status "lost"`},
		{"an unknown member of a group", "preset: helprace\ngroups: {g: {roles: [user], members: [ghost]}}\n", 2, `no user "ghost"`},
		{"a group with a role for employees", "preset: helprace\ngroups: {g: {roles: [agent], members: []}}\n", 2, "type user only"},
		{"an unknown share", "organizations: {o: {share: all}}\n", 1, `nknown share "all"`},
		{"an unknown setting", "settings: {colour: red}\n", 1, `no setting "colour"`},
		{"an unknown setting for guests", "settings: {guests: {fly: true}}\n", 1, `no field "fly"`},
		{"a record without a collection", "records: {r: {owner: a}}\n", 1, "Say with `in`"},
		{"a record of a plugin that is not enabled", "records: {r: {in: calllogs.calls}}\n", 1, "not under plugins"},
		{"a collection without a plugin", "records: {r: {in: calls}}\n", 1, "not a collection"},
		{"an unknown user of an expectation", some + "expect:\n- {user: ghost, can: tickets.view}\n", 7, `no user "ghost"`},
		{"an unknown object", some + "expect:\n- {user: a, can: tickets.view, on: [t, ghost]}\n", 7, `"ghost"`},
		{"an unknown ticket in a list", some + "expect:\n- {user: a, sees: [ghost]}\n", 7, `no "ghost" in tickets`},
		{"a ticket twice in a list", some + "expect:\n- {user: a, sees: [t, t]}\n", 7, "given twice"},
		{"an unknown thing to do to people", some + "expect:\n- {user: a, can: {hug: a}}\n", 7, `"hug"`},
		{"an unknown person", some + "expect:\n- {user: a, can: {edit: ghost}}\n", 7, `no user "ghost"`},
		{"an unknown role to hand out", some + "expect:\n- {user: a, can: {assign_role: ghost}}\n", 7, `no role "ghost"`},
		{"nobody", some + "expect:\n- {can: tickets.view}\n", 7, "Say who"},
		{"nothing expected", some + "expect:\n- {user: a}\n", 7, "can, cannot or sees"},
		{"no key at all", some + "expect:\n- {user: a, can: []}\n", 7, "empty"},
		{"no object at all", some + "expect:\n- {user: a, can: tickets.view, on: []}\n", 7, "empty"},
		{"an object for a list", some + "expect:\n- {user: a, sees: [t], on: t}\n", 7, "belongs to keys"},
		{"a collection without a list", some + "expect:\n- {user: a, can: tickets.view, in: tickets}\n", 7, "belongs to `sees`"},
		{"an expectation that is no map", some + "expect:\n- tickets.view\n", 7, "Fields are expected"},
		{"a time that is none", "users:\n  a: {grants: {tickets.view: {scope: own, expires: soon}}}\n", 2, "2027-01-31T12:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := scenario.Parse("s.yaml", []byte(tt.text), rbactest.Plugin)
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("got %v, want an invalid error", err)
			}
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if strings.Contains(line, tt.says) {
					if where := "s.yaml:" + strconv.Itoa(tt.line) + ": "; !strings.Contains(line, where) {
						t.Errorf("got %q, want it at %s", line, where)
					}
					return
				}
			}
			t.Errorf("got %v, want it to say %q", err, tt.says)
		})
	}
}

func TestParseWarns(t *testing.T) {
	tests := []struct{ name, text, says string }{
		{"a team that nobody is in", "users: {a: {}}\ntickets: {t: {requester: a, team: biling}}\n", "biling"},
		{"an organization that is only named", "users: {a: {organization: acme}}\n", "acme"},
		{"roles that nobody could give", "preset: smartertrack\nusers: {a: {roles: [manager]}}\n", "beside Agent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.text)
			if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Msg, tt.says) || s.Warnings[0].Line == 0 {
				t.Errorf("got %v, want it to say %q", s.Warnings, tt.says)
			}
		})
	}
}

func TestParseAccepts(t *testing.T) {
	tests := []struct{ name, text string }{
		{"keys of plugins that presets speak of and are not enabled", "preset: helprace\nusers: {a: {roles: [agent], grants: {reports.view: all}}}\nexpect: [{user: a, cannot: [kb.edit, livechat.view]}]\n"},
		{"keys of plugins that only the file's roles speak of", "roles: [{slug: r, name: R, type: employee, features: {payroll: {level: full}}}]\nusers: {a: {roles: [r]}}\nexpect: [{user: a, cannot: payroll.view}]\n"},
		{"teams without departments", "users: {a: {teams: [x]}}\ntickets: {t: {requester: a, team: x}}\n"},
		{"people as objects", "users: {a: {}, b: {}}\nexpect: [{user: a, cannot: people.view, on: b}]\n"},
		{"settings of enabled plugins", "plugins: [calllogs]\nsettings: {calllogs: {limit: 3}}\n"},
		{"the policy's own fields beside roles", "roles: [{slug: r, name: R, type: employee}]\nreserved: {settings.billing: [r]}\ntop: r\nassignee_must_be_member: true\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { parse(t, tt.text) })
	}
	if _, err := scenario.Parse("s.yaml", []byte("plugins: [kb]"), nil); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("a plugin where none are known: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(form))
	f.Add([]byte("roles:\n- {slug: a, name: A, type: employee}\nusers: {a: {roles: a}}\nexpect: [{user: [a, guest], can: {edit: a}}]"))
	f.Add([]byte("expect: &e [*e]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := scenario.Parse("fuzz.yaml", data, rbactest.Plugin)
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("not an invalid error: %v", err)
			}
			return
		}
		for _, c := range s.Checks {
			if c.User != scenario.Guest && s.User(c.User) == nil {
				t.Fatalf("a check about nobody: %+v", c)
			}
			if c.Kind == scenario.RoleObject && s.Policy.Role(c.Object) == nil {
				t.Fatalf("a check about no role: %+v", c)
			}
		}
	})
}
