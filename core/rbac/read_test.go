package rbac_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

// acceptedForm is the form that the specification shows.
const acceptedForm = `preset: example
top: owner
implicit: {everyone: guest, registered: user, verified: user}
reserved: {settings.billing: [owner]}
roles:
  - {slug: owner, name: Owner, type: employee, everything: true, manages: [owner, agent, user]}
  - slug: agent
    name: Agent
    type: employee
    scope: team                       # of every feature below that says nothing else
    manages: [user]
    features:
      tickets: {level: full}
      calllogs: {level: modify, scope: own}
      surveys: {keys: {surveys.summary: team}}
      views: {level: modify, plus: [views.team], minus: []}
      reports: {level: none}
  - {slug: user, name: User, type: user, features: {tickets: {keys: {tickets.submit: all}}}}
`

func TestParsePolicy(t *testing.T) {
	p := policy(t, rbactest.Registry("*"), acceptedForm)
	agent := p.Role("agent")
	want := rbac.Role{
		Slug: "agent", Name: "Agent", Type: rbac.Employee, Scope: rbac.Team, Manages: []string{"user"},
		Features: map[string]rbac.Setting{
			"tickets": {Level: rbac.Full}, "calllogs": {Level: rbac.Modify, Scope: rbac.Own},
			"surveys": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"surveys.summary": rbac.Team}},
			"views":   {Level: rbac.Modify, Plus: []rbac.Key{"views.team"}, Minus: []rbac.Key{}}, "reports": {Level: rbac.None},
		},
	}
	if d := cmp.Diff(want, *agent); d != "" {
		t.Error(d)
	}
	if g := p.Role("guest"); g == nil || g.Type != rbac.User || len(g.Features) > 0 {
		t.Errorf("the role of everyone that is only named is %+v, want one that holds nothing", g)
	}
	if p.Top != "owner" || p.AssigneeMustBeMember || p.Reserved["settings.billing"][0] != "owner" {
		t.Errorf("got %+v", p)
	}
}

func TestParsePolicyNotesLines(t *testing.T) {
	const roles = "top: a\nroles:\n- slug: a\n  name: A\n  type: employee\n" // 5 lines
	tests := []struct {
		name, yaml string
		line       int
		says       string
	}{
		{"an unknown level", roles + "  features:\n    tickets: {level: ful}\n", 7, `nknown level "ful"`},
		{"an unknown scope of a role", roles + "  scope: world\n", 6, `nknown scope "world"`},
		{"an unknown scope of a key", roles + "  features:\n    tickets:\n      keys:\n        tickets.view: mine\n", 9, `nknown scope "mine"`},
		{"an empty scope", roles + "  scope: ''\n", 6, "own, team, department or all"},
		{"an unknown type", "top: a\nroles:\n- {slug: a, name: A, type: robot}\n", 3, `nknown audience "robot"`},
		{"an unknown field of the file", roles + "colour: red\n", 6, `no field "colour"`},
		{"an unknown field of a role", roles + "  colour: red\n", 6, `no field "colour"`},
		{"an unknown field of a setting", roles + "  features:\n    tickets: {level: full, colour: red}\n", 7, `no field "colour"`},
		{"an unknown field of implicit", roles + "implicit: {all: a}\n", 6, `no field "all"`},
		{"an unknown role in manages", roles + "  manages:\n  - a\n  - ghost\n", 8, `no role "ghost"`},
		{"a mistyped role", roles + "  requires: [b]\n- {slug: bo, name: B, type: user}\n", 6, "Did you mean a?"},
		{"an unknown top", "top: ghost\nroles: []\n", 1, `no role "ghost"`},
		{"no top", "roles: []\n", 1, "`top`"},
		{"a top of type user", "roles:\n- {slug: a, name: A, type: user}\ntop: a\n", 3, "type employee"},
		{"an unknown role in reserved", roles + "reserved:\n  roles.edit: [ghost]\n", 7, `no role "ghost"`},
		{"an unknown reserved key", roles + "reserved: {roles.fly: [a]}\n", 6, "no key roles.fly"},
		{"an implicit role of type employee", roles + "implicit: {everyone: a}\n", 6, "type user"},
		{"an unknown key of a feature of core", roles + "  features:\n    tickets:\n      level: full\n      minus:\n      - tickets.replay\n", 10, "Did you mean tickets.reply?"},
		{"an unknown key of a plugin that is there", roles + "  features:\n    calllogs: {keys: {calllogs.listen: all}}\n", 7, "no key calllogs.listen"},
		{"an unknown feature of a plugin that is there", roles + "  features:\n    calllogs.more: {level: full}\n", 7, "no feature"},
		{"a key of another feature", roles + "  features:\n    tickets: {plus: [people.view]}\n", 7, "a key of people"},
		{"a registered key in a feature that is not there", roles + "  features:\n    kb: {plus: [people.view]}\n", 7, "a key of people"},
		{"no key at all", roles + "  features:\n    tickets: {plus: [view]}\n", 7, "not a permission key"},
		{"an unknown excepted key", "top: a\nroles:\n- slug: a\n  name: A\n  type: employee\n  everything: true\n  except: [settings.bling]\n", 7, "no key settings.bling"},
		{"except without everything", roles + "  except: [settings.edit]\n", 6, "everything: true"},
		{"everything and features", roles + "  everything: true\n  features: {tickets: {level: full}}\n", 7, "everything already"},
		{"everything for users", roles + "- {slug: b, name: B, type: user, everything: true}\n", 6, "type employee"},
		{"a yes/no key with a scope", roles + "  features:\n    tickets: {keys: {tickets.queue: team}}\n", 7, "yes/no key"},
		{"plus and minus at once", roles + "  features:\n    tickets: {level: read, plus: [tickets.take], minus: [tickets.take]}\n", 7, "both plus and minus"},
		{"a setting that says nothing", roles + "  features:\n    tickets: {scope: team}\n", 7, "Say a level or keys"},
		{"a slug twice", roles + "- {slug: a, name: B, type: user}\n", 6, "two roles"},
		{"a slug with capitals", roles + "- {slug: Big, name: B, type: user}\n", 6, "not a slug"},
		{"no slug", roles + "- {name: B, type: user}\n", 6, "needs a slug"},
		{"no name", roles + "- {slug: b, type: user}\n", 6, "needs a name"},
		{"no type", roles + "- {slug: b, name: B}\n", 6, "needs a type"},
		{"roles that require each other", roles + "  requires: [b]\n- {slug: b, name: B, type: user, requires: [a]}\n", 6, "requires itself"},
		{"a role required and excluded", roles + "  requires: [b]\n  excludes: [b]\n- {slug: b, name: B, type: user}\n", 7, "both required and excluded"},
		{"a field twice", roles + "top: a\n", 6, "given twice"},
		{"a list where fields belong", "top: a\nroles:\n- [a]\n", 3, "Fields are expected"},
		{"fields where a list belongs", "top: a\nroles: {a: b}\n", 2, "A list is expected"},
		{"a boolean of YAML 1.1", roles + "  everything: yes\n", 6, "true or false"},
		{"wrong syntax", "top: [a\nroles: b\n", 1, "cannot be read"},
		{"two documents", roles + "---\ntop: b\n", 6, "second document"},
		{"an empty file", "", 1, "empty"},
		{"only a comment", "# nothing\n", 1, "empty"},
		{"JSON with an unknown level", "{\"top\": \"a\",\n \"roles\": [\n  {\"slug\": \"a\", \"name\": \"A\", \"type\": \"employee\",\n   \"features\": {\"tickets\": {\"level\": \"ful\"}}}]}", 4, `nknown level "ful"`},
	}
	reg := rbactest.Registry("calllogs")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rbac.ParsePolicy(reg, "policy.yaml", []byte(tt.yaml))
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("got %v, want an invalid error", err)
			}
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if strings.Contains(line, tt.says) {
					if where := "policy.yaml:" + itoa(tt.line) + ": "; !strings.Contains(line, where) {
						t.Errorf("got %q, want it at %s", line, where)
					}
					return
				}
			}
			t.Errorf("got %v, want it to say %q", err, tt.says)
		})
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestParsePolicyAccepts(t *testing.T) {
	const roles = "top: a\nroles:\n- slug: a\n  name: A\n  type: employee\n"
	tests := []struct{ name, yaml string }{
		{"features of plugins that are not there", roles + "  features: {payroll: {level: full}, kb: {keys: {kb.edit: own}}}\n"},
		{"keys of plugins that are not there", roles + "  features: {tickets: {level: full, minus: [tasks.add_to_ticket]}}\nreserved: {payroll.view: [a]}\n"},
		{"reports of plugins that are not there", roles + "  features: {reports: {keys: {reports.view.kb.hits: all}}}\n"},
		{"words that YAML 1.1 takes for booleans", roles + "- {slug: on, name: no, type: user}\n"},
		{"comments, anchors and quotes", "top: 'a'\nroles:\n- {slug: a, name: \"A\", type: employee, features: &f {tickets: {level: read}}} # the first\n- {slug: b, name: B, type: employee, features: *f}\n"},
		{"JSON", `{"top":"a","roles":[{"slug":"a","name":"\ud83d\ude00","type":"employee","everything":true}]}`},
		{"JSON with tabs", "{\n\t\"top\":\"a\",\n\t\"roles\":[{\"slug\":\"a\",\"name\":\"A\",\"type\":\"employee\"}]}"},
		{"a mark that only the preset decides", roles + "  builtin: true\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := policy(t, rbactest.Registry("reports"), tt.yaml)
			if p.Role("a").Builtin {
				t.Error("the role calls itself built-in, and no preset has it")
			}
		})
	}
}

func TestCheckRole(t *testing.T) {
	reg := rbac.Core()
	p := preset(t, reg, "standard")
	r := p.Role("agent").Clone()
	if ps := p.CheckRole(reg, &r); len(ps) > 0 {
		t.Errorf("a good role: %v", ps)
	}
	r.Manages = append(r.Manages, "ghost")
	r.Features["tickets"] = rbac.Setting{Level: rbac.Full, Plus: []rbac.Key{"tickets.fly"}}
	err := p.CheckRole(reg, &r).Err("x")
	var e *core.Error
	if !asError(err, &e) || e.Fields["manages[1]"] == "" || e.Fields["features.tickets.plus[0]"] == "" {
		t.Errorf("got %+v", err)
	}
	if p.Role("agent").Features["tickets"].Plus[0] != "tickets.unrouted" {
		t.Error("checking changed the policy")
	}
}

func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte(acceptedForm))
	for _, info := range rbac.Presets() {
		data, _ := rbac.PresetYAML(info.Slug)
		f.Add(data)
	}
	f.Add([]byte(`{"top":"a","roles":[{"slug":"a","name":"A","type":"employee"}]}`))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("top: &x {<<: *x}\n"))
	reg := rbactest.Registry("*")
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := rbac.ParsePolicy(reg, "fuzz.yaml", data)
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("not an invalid error: %v", err)
			}
			return
		}
		out, err := p.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := rbac.ParsePolicy(reg, "again.yaml", out)
		if err != nil {
			t.Fatalf("what was written is not read: %v\n%s", err, out)
		}
		once, _ := json.Marshal(p)
		twice, _ := json.Marshal(again)
		if string(once) != string(twice) {
			t.Fatalf("%s\nbecame\n%s", once, twice)
		}
	})
}

func asError(err error, into **core.Error) bool { return errors.As(err, into) }
