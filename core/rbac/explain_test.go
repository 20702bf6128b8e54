package rbac_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

var update = flag.Bool("update", false, "write golden files anew")

const explainPolicy = `
top: boss
implicit: {everyone: guest, registered: user}
reserved: {settings.billing: [boss]}
roles:
- {slug: boss, name: Boss, type: employee, everything: true}
- {slug: aide, name: Aide, type: employee, everything: true, except: [tickets.delete]}
- slug: agent
  name: Agent
  type: employee
  scope: team
  features:
    tickets: {level: full, minus: [tickets.delete], keys: {tickets.assign: own}}
    livechat: {level: none}
    surveys: {keys: {surveys.details: all}}
    calllogs: {level: full}
    kb: {keys: {kb.rate: all}}
    settings: {keys: {settings.billing: all}}
- {slug: lead, name: Lead, type: employee, scope: department, features: {tickets: {level: read}, surveys: {keys: {surveys.details: all, surveys.summary: team}}}}
- {slug: calm, name: Calm, type: employee, non_destructive: true, features: {tickets: {level: full}}}
- {slug: taker, name: Taker, type: employee, scope: own, features: {tickets: {level: full}}}
- {slug: guest, name: Guest, type: user}
- {slug: user, name: User, type: user, features: {tickets: {keys: {tickets.submit: all}}}}
- {slug: vip, name: Vip, type: user, features: {kb: {level: read}}}
`

// TestExplain holds the sentences against a golden file, to be read as a
// whole: go test ./core/rbac -run TestExplain -update.
func TestExplain(t *testing.T) {
	reg := rbactest.Registry("livechat", "surveys", "kb")
	p := policy(t, reg, explainPolicy)
	assigned, ofTeam, waiting, foreign := &rbac.Object{Owner: me, Team: far}, &rbac.Object{Owner: other, Team: mine}, &rbac.Object{Team: mine}, &rbac.Object{Owner: other, Team: far}
	asked := &rbac.Object{Owner: other, Team: far, Requester: me}
	over := rbac.Grant{Key: "tickets.delete", Scope: rbac.All, Reason: "holiday cover", Expires: now.Add(-time.Hour)}
	active := rbac.Grant{Key: "tickets.delete", Scope: rbac.Own, Reason: "holiday cover", Expires: now.Add(time.Hour)}
	billing := rbac.Grant{Key: "settings.billing", Scope: rbac.All}
	tests := []struct {
		name    string
		given   []string
		byGroup []string
		grants  []rbac.Grant
		key     rbac.Key
		o       *rbac.Object
		missing []rbac.MissingKind
	}{
		{"allowed by a level", []string{"agent"}, nil, nil, "tickets.reply", ofTeam, nil},
		{"allowed by two roles, the wider first", []string{"agent", "lead"}, nil, nil, "tickets.view", ofTeam, nil},
		{"allowed by everything", []string{"boss"}, nil, nil, "tickets.delete", foreign, nil},
		{"allowed by a grant that ends", []string{"agent"}, nil, []rbac.Grant{active}, "tickets.delete", assigned, nil},
		{"allowed without an object", []string{"agent"}, nil, nil, "tickets.queue", nil, nil},
		{"allowed as the requester", nil, nil, nil, "tickets.reply", asked, nil},
		{"allowed by an implicit role", nil, nil, nil, "tickets.submit", nil, nil},
		{"allowed by a group's role", nil, []string{"vip"}, nil, "kb.view", nil, nil},
		{"allowed from the queue", []string{"taker"}, nil, nil, "tickets.take", waiting, nil},
		{"not a ticket in scope", []string{"agent"}, nil, nil, "tickets.reply", foreign, []rbac.MissingKind{rbac.MissingScope}},
		{"seen, but the verb reaches less far", []string{"agent"}, nil, nil, "tickets.assign", ofTeam, []rbac.MissingKind{rbac.MissingScope}},
		{"waits in the queue", []string{"taker"}, nil, nil, "tickets.reply", waiting, []rbac.MissingKind{rbac.MissingTake}},
		{"left out of the level", []string{"agent"}, nil, nil, "tickets.delete", ofTeam, []rbac.MissingKind{rbac.MissingTakenAway}},
		{"a grant that is over", []string{"agent"}, nil, []rbac.Grant{over}, "tickets.delete", nil, []rbac.MissingKind{rbac.MissingExpired, rbac.MissingTakenAway}},
		{"excepted from everything", []string{"aide"}, nil, nil, "tickets.delete", nil, []rbac.MissingKind{rbac.MissingExcepted}},
		{"destructive", []string{"calm"}, nil, nil, "tickets.delete", nil, []rbac.MissingKind{rbac.MissingHarmless}},
		{"reserved", []string{"agent"}, nil, []rbac.Grant{billing}, "settings.billing", nil, []rbac.MissingKind{rbac.MissingReserved}},
		{"inert without another key", []string{"agent"}, nil, nil, "surveys.details", nil, []rbac.MissingKind{rbac.MissingRequired}},
		{"narrowed by another key", []string{"lead"}, nil, nil, "surveys.details", nil, nil},
		{"not for this type of role", []string{"agent"}, nil, nil, "kb.rate", nil, []rbac.MissingKind{rbac.MissingAudience}},
		{"a plugin that is not enabled", []string{"agent"}, nil, nil, "calllogs.create", nil, []rbac.MissingKind{rbac.MissingDormant}},
		{"no such key", []string{"agent"}, nil, nil, "tickets.fly", nil, []rbac.MissingKind{rbac.MissingUnknown}},
		{"nothing gives it", []string{"lead"}, nil, nil, "tickets.reply", nil, []rbac.MissingKind{rbac.MissingKey}},
		{"nothing gives it, and it is not seen", []string{"guest"}, nil, nil, "tickets.reply", foreign, []rbac.MissingKind{rbac.MissingKey, rbac.MissingView}},
		{"not for customers", nil, nil, nil, "tickets.comment", asked, []rbac.MissingKind{rbac.MissingKey, rbac.MissingCustomer}},
	}
	var golden strings.Builder
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			held := p.Held(tt.given, tt.byGroup, true, false)
			s := &rbac.Subject{
				Actor: core.Actor{Kind: core.ActorUser, User: me}, Roles: held, Teams: []core.TeamID{mine}, DepartmentTeams: []core.TeamID{mine, near},
				Powers: rbac.Compile(reg, p, held, tt.grants, now),
			}
			q := rbac.Question{Who: "Andy", Subject: s, Policy: p, Given: tt.given, ByGroup: tt.byGroup, Grants: tt.grants, Now: now, Key: tt.key, Object: tt.o}
			if tt.o != nil {
				q.Resource = rbac.Tickets
			}
			e := rbac.Explain(q)
			var got []rbac.MissingKind
			for _, m := range e.Missing {
				got = append(got, m.Kind)
			}
			if d := cmp.Diff(tt.missing, got); d != "" {
				t.Errorf("missing: %s", d)
			}
			if e.Allowed != (tt.missing == nil) {
				t.Errorf("allowed: %v", e.Allowed)
			}
			fmt.Fprintf(&golden, "## %s\n%s\n\n", tt.name, strings.Join(e.Sentences, "\n"))
		})
	}
	const file = "testdata/explain.txt"
	if *update {
		if err := os.WriteFile(file, []byte(golden.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), golden.String()); d != "" {
		t.Error(d)
	}
}

func TestExplainWithoutPowers(t *testing.T) {
	e := rbac.Explain(rbac.Question{Policy: &rbac.Policy{}, Key: "tickets.view", Resource: rbac.Tickets, Object: &rbac.Object{}})
	if e.Allowed || e.Visible || len(e.Sentences) == 0 {
		t.Errorf("got %+v", e)
	}
}

func TestExplainLimits(t *testing.T) {
	reg := rbac.Core()
	p := policy(t, reg, explainPolicy)
	s := holder(reg, p, "boss")
	s.Powers = s.Powers.ForToken(map[rbac.Key]rbac.Scope{"tickets.view": rbac.All})
	e := rbac.Explain(rbac.Question{Subject: s, Policy: p, Given: []string{"boss"}, Now: now, Key: "tickets.reply"})
	if e.Allowed || len(e.Missing) != 1 || e.Missing[0].Kind != rbac.MissingLimit {
		t.Errorf("got %+v", e)
	}
}

func TestAlsoGrantedBy(t *testing.T) {
	reg := rbactest.Registry("surveys")
	p := policy(t, reg, explainPolicy)
	var got []string
	for _, src := range rbac.AlsoGrantedBy(reg, p, []string{"agent", "lead", "aide", "ghost"}, "tickets.delete") {
		got = append(got, src.Role+" "+src.Scope.String())
	}
	if len(got) != 0 {
		t.Errorf("delete is given by %v", got)
	}
	for _, src := range rbac.AlsoGrantedBy(reg, p, []string{"agent", "lead", "boss"}, "tickets.view") {
		got = append(got, src.Role+" "+src.Scope.String())
	}
	if want := []string{"agent team", "lead department", "boss all"}; !slices.Equal(got, want) {
		t.Errorf("view is given by %v, want %v", got, want)
	}
}

func TestDiff(t *testing.T) {
	without := rbactest.Registry()
	with := rbactest.Registry("calllogs")
	p := policy(t, without, head+"- {slug: a, name: A, type: employee, scope: team, features: {tickets: {level: modify}, calllogs: {level: read}}}\n- {slug: b, name: B, type: employee, scope: own, features: {tickets: {level: read}}}")
	before := rbac.Compile(without, p, []string{"a"}, nil, now)
	want := []rbac.Change{{Key: "calllogs.add_to_ticket", After: rbac.Team}, {Key: "calllogs.assistance", After: rbac.Team}, {Key: "calllogs.search", After: rbac.All}, {Key: "calllogs.view", After: rbac.Team}}
	if d := cmp.Diff(want, rbac.Diff(before, rbac.Compile(with, p, []string{"a"}, nil, now))); d != "" {
		t.Errorf("enabling a plugin: %s", d)
	}
	want = []rbac.Change{{Key: "tickets.view", Before: rbac.Team, After: rbac.Own}}
	var got []rbac.Change
	for _, c := range rbac.DiffRoles(without, p, p.Role("a"), p.Role("b")) {
		if c.After != rbac.ScopeNone {
			got = append(got, c)
		}
		if c.Gain() {
			t.Errorf("%+v gains", c)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("another role: %s", d)
	}
	if d := rbac.Diff(nil, nil); d != nil {
		t.Errorf("nothing and nothing differ: %v", d)
	}
}
