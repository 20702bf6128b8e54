package rbac_test

import (
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

// People and teams of the tests: me is in team 1, which is in a department with team 2.
const (
	me, other          core.UserID         = 1, 2
	mine, near, far    core.TeamID         = 1, 2, 3
	acme, someoneElses core.OrganizationID = 1, 2
)

func subject(reg *rbac.Registry, keys map[rbac.Key]rbac.Scope) *rbac.Subject {
	return &rbac.Subject{
		Actor: core.Actor{Kind: core.ActorUser, User: me},
		Teams: []core.TeamID{mine}, DepartmentTeams: []core.TeamID{mine, near},
		Organization: acme, Powers: rbac.NewPowers(reg, keys),
	}
}

const (
	gone = "not found"
	seen = "seen"
	may  = "allowed"
)

func answer(d rbac.Decision) string {
	switch {
	case d.Allowed:
		return may
	case d.Visible:
		return seen
	}
	return gone
}

func TestDecideOnTickets(t *testing.T) {
	type held = map[rbac.Key]rbac.Scope
	objects := map[string]*rbac.Object{
		"assigned":        {Owner: me, Team: far},
		"contributed":     {Owner: other, Team: far, Contributors: []core.UserID{other, me}},
		"team's":          {Owner: other, Team: mine},
		"team's, free":    {Team: mine},
		"near team's":     {Owner: other, Team: near},
		"near, free":      {Team: near},
		"far team's":      {Owner: other, Team: far},
		"far, free":       {Team: far},
		"no team":         {Owner: other},
		"no team, free":   {},
		"asked":           {Owner: other, Team: far, Requester: me},
		"copied":          {Owner: other, Team: far, Requester: other, CC: []core.UserID{other, me}},
		"colleague's":     {Team: far, Requester: other, Organization: acme},
		"shared":          {Team: far, Requester: other, Organization: acme, Share: rbac.ShareRead},
		"shared to reply": {Team: far, Requester: other, Organization: acme, Share: rbac.ShareReply},
		"foreign, shared": {Team: far, Requester: other, Organization: someoneElses, Share: rbac.ShareReply},
	}
	// Every object that is not named is expected to be not found.
	type want map[string]string
	customers := want{"asked": may, "copied": may, "shared": may, "shared to reply": may}
	with := func(base want, more want) want {
		out := want{}
		for k, v := range base {
			out[k] = v
		}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	all := func(a string) want {
		out := want{}
		for name := range objects {
			out[name] = a
		}
		return out
	}
	own := want{"assigned": may, "contributed": may}
	team := with(own, want{"team's": may, "team's, free": may})
	department := with(team, want{"near team's": may, "near, free": may})
	tests := []struct {
		name string
		held held
		key  rbac.Key
		want want
	}{
		{"holding nothing, one sees as a customer only", nil, "tickets.view", customers},
		{"own: assigned or contributing", held{"tickets.view": rbac.Own}, "tickets.view", with(customers, own)},
		{"team: own and the team's", held{"tickets.view": rbac.Team}, "tickets.view", with(customers, team)},
		{"department: team and the department's", held{"tickets.view": rbac.Department}, "tickets.view", with(customers, department)},
		{"all: always", held{"tickets.view": rbac.All}, "tickets.view", all(may)},
		{"a verb without view reaches nothing", held{"tickets.delete": rbac.All}, "tickets.delete", with(customersAs(seen, customers), nil)},
		{"a verb wider than view reaches what view does", held{"tickets.view": rbac.Own, "tickets.delete": rbac.All}, "tickets.delete", with(customersAs(seen, customers), own)},
		{"a verb narrower than view leaves the rest visible", held{"tickets.view": rbac.Team, "tickets.delete": rbac.Own}, "tickets.delete",
			with(customersAs(seen, customers), with(own, want{"team's": seen, "team's, free": seen}))},
		{"a verb not held leaves what is seen visible", held{"tickets.view": rbac.All}, "tickets.delete", all(seen)},
		{"unrouted: no team counts as mine", held{"tickets.view": rbac.Team, "tickets.unrouted": rbac.All}, "tickets.view",
			with(customers, with(team, want{"no team": may, "no team, free": may}))},
		{"unrouted at department", held{"tickets.view": rbac.Department, "tickets.unrouted": rbac.All}, "tickets.view",
			with(customers, with(department, want{"no team": may, "no team, free": may}))},
		{"unrouted adds nothing to own", held{"tickets.view": rbac.Own, "tickets.unrouted": rbac.All}, "tickets.view", with(customers, own)},
		{"queue: what is free in my teams may be seen", held{"tickets.view": rbac.Own, "tickets.queue": rbac.All}, "tickets.view", with(customers, with(own, want{"team's, free": may}))},
		{"queue with unrouted: and what is free without a team", held{"tickets.view": rbac.Own, "tickets.queue": rbac.All, "tickets.unrouted": rbac.All}, "tickets.view",
			with(customers, with(own, want{"team's, free": may, "no team, free": may}))},
		{"queue needs view", held{"tickets.queue": rbac.All}, "tickets.view", customers},
		{"queue lets one take", held{"tickets.view": rbac.Own, "tickets.queue": rbac.All, "tickets.take": rbac.Own}, "tickets.take",
			with(customersAs(seen, customers), with(own, want{"team's, free": may}))},
		{"queue without take lets one look", held{"tickets.view": rbac.Own, "tickets.queue": rbac.All}, "tickets.take", with(customersAs(seen, customers), want{"assigned": seen, "contributed": seen, "team's, free": seen})},
		{"every other verb waits until it is taken", held{"tickets.view": rbac.Own, "tickets.queue": rbac.All, "tickets.delete": rbac.All}, "tickets.delete",
			with(customersAs(seen, customers), with(own, want{"team's, free": seen}))},
		{"other verbs in the queue within scope anyway", held{"tickets.view": rbac.Team, "tickets.queue": rbac.All, "tickets.delete": rbac.Team}, "tickets.delete", with(customersAs(seen, customers), team)},
		{"customers reply; a shared organization must share so far", nil, "tickets.reply", with(customers, want{"shared": seen})},
		{"customers attach likewise", nil, "tickets.attach", with(customers, want{"shared": seen})},
		{"customers close and reopen; sharing is not enough", nil, "tickets.status", with(customers, want{"shared": seen, "shared to reply": seen})},
		{"customers rate; sharing is not enough", nil, "tickets.rate", with(customers, want{"shared": seen, "shared to reply": seen})},
		{"customers write no notes", nil, "tickets.comment", customersAs(seen, customers)},
		{"an employee who is the requester is a customer too", held{"tickets.view": rbac.Own, "tickets.reply": rbac.Own}, "tickets.reply", with(customers, with(own, want{"shared": seen}))},
		{"an unknown key is denied", held{"tickets.view": rbac.All}, "tickets.nonsense", all(seen)},
	}
	reg := rbac.Core()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := subject(reg, tt.held)
			for name, o := range objects {
				want := gone
				if w, ok := tt.want[name]; ok {
					want = w
				}
				if got := answer(rbac.Decide(s, rbac.Tickets, tt.key, o)); got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
			}
		})
	}
}

// customersAs is what customers see, with another answer.
func customersAs(a string, base map[string]string) map[string]string {
	out := map[string]string{}
	for name := range base {
		out[name] = a
	}
	return out
}

func TestDecideOnRecords(t *testing.T) {
	reg := rbactest.Registry("calllogs", "livechat")
	calls, _ := reg.Resource("calllogs.calls")
	chats, _ := reg.Resource("livechat.chats")
	agent := policy(t, reg, head+"- {slug: n, name: N, type: employee, features: {livechat: {level: none}}}")
	none := &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: me}, Teams: []core.TeamID{mine}, Powers: rbac.Compile(reg, agent, []string{"n"}, nil, now)}
	tests := []struct {
		name string
		s    *rbac.Subject
		res  *rbac.Resource
		key  rbac.Key
		o    rbac.Object
		want string
	}{
		{"the owner's record is theirs", subject(reg, map[rbac.Key]rbac.Scope{"calllogs.view": rbac.Own}), calls, "calllogs.view", rbac.Object{Owner: me}, may},
		{"another's is not there", subject(reg, map[rbac.Key]rbac.Scope{"calllogs.view": rbac.Own}), calls, "calllogs.view", rbac.Object{Owner: other, Team: mine}, gone},
		{"being the requester means nothing for records", subject(reg, nil), calls, "calllogs.view", rbac.Object{Requester: me}, gone},
		{"no team is nobody's without a key for it", subject(reg, map[rbac.Key]rbac.Scope{"calllogs.view": rbac.Department, "tickets.unrouted": rbac.All}), calls, "calllogs.view", rbac.Object{}, gone},
		{"a chat that waits may be taken", subject(reg, map[rbac.Key]rbac.Scope{"livechat.view": rbac.Own, "livechat.queue": rbac.All, "livechat.take": rbac.Own}), chats, "livechat.take", rbac.Object{Team: mine}, may},
		{"none: a note on a chat one took part in", none, chats, "livechat.comment", rbac.Object{Owner: other, Contributors: []core.UserID{me}}, may},
		{"none: not on a chat of the team", none, chats, "livechat.comment", rbac.Object{Owner: other, Team: mine}, gone},
		{"none: no view", none, chats, "livechat.view", rbac.Object{Owner: me}, gone},
		{"none: nothing that is not listed", none, chats, "livechat.reply", rbac.Object{Owner: me}, gone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := answer(rbac.Decide(tt.s, tt.res, tt.key, &tt.o)); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestEmptyMeansNone(t *testing.T) {
	reg := rbac.Core()
	wide := map[rbac.Key]rbac.Scope{"tickets.view": rbac.Department, "tickets.queue": rbac.All, "people.view": rbac.Department}
	subjects := map[string]*rbac.Subject{
		"nobody":             nil,
		"no powers":          {Actor: core.Actor{Kind: core.ActorUser, User: me}, Teams: []core.TeamID{mine}},
		"a guest with keys":  {Powers: rbac.NewPowers(reg, wide)},
		"empty team lists":   {Powers: rbac.NewPowers(reg, wide), Teams: []core.TeamID{}, DepartmentTeams: []core.TeamID{}},
		"background at team": {Actor: core.Actor{Kind: core.ActorSystem}, Powers: rbac.NewPowers(reg, map[rbac.Key]rbac.Scope{"tickets.view": rbac.Team})},
	}
	for name, s := range subjects {
		t.Run(name+" reaches nothing", func(t *testing.T) {
			if got := rbac.Reach(s, rbac.Tickets, "tickets.view"); name != "no powers" && len(got) > 0 {
				t.Errorf("reaches by %v", got)
			}
			for _, o := range []*rbac.Object{{}, {Team: mine}, {Owner: me}, {Requester: 0, Organization: 0, Share: rbac.ShareReply}} {
				if d := rbac.Decide(s, rbac.Tickets, "tickets.view", o); d != (rbac.Decision{}) {
					t.Errorf("%+v: %+v", o, d)
				}
			}
			if p := rbac.ReachPeople(s, "people.view"); p.All || len(p.RequestersOf) > 0 {
				t.Errorf("reaches people by %+v", p)
			}
		})
	}
	t.Run("a branch without its list matches nothing", func(t *testing.T) {
		for kind := rbac.BranchOwner; kind <= rbac.BranchVisitor; kind++ {
			if kind == rbac.BranchNoTeam || kind == rbac.BranchQueueNoTeam {
				continue
			}
			b := rbac.Branch{Kind: kind}
			if b.Match(&rbac.Object{}) {
				t.Errorf("%s matches", kind)
			}
		}
		if b := (rbac.Branch{}); b.Match(&rbac.Object{}) {
			t.Error("no kind matches")
		}
	})
}

func TestLimitsBindCustomersToo(t *testing.T) {
	reg := rbac.Core()
	s := subject(reg, nil)
	o := &rbac.Object{Requester: me}
	s.Powers = s.Powers.ForToken(map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own})
	if got := answer(rbac.Decide(s, rbac.Tickets, "tickets.view", o)); got != may {
		t.Errorf("view with a token for it: %s", got)
	}
	if got := answer(rbac.Decide(s, rbac.Tickets, "tickets.reply", o)); got != seen {
		t.Errorf("reply with a token for view only: %s", got)
	}
}

func TestDecisionErr(t *testing.T) {
	if err := (rbac.Decision{Visible: true, Allowed: true}).Err("x"); err != nil {
		t.Errorf("allowed: %v", err)
	}
	if err := (rbac.Decision{Visible: true}).Err("x"); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("seen: %v", err)
	}
	if err := (rbac.Decision{}).Err("x"); !core.IsKind(err, core.KindNotFound) {
		t.Errorf("not seen: %v", err)
	}
	reg := rbac.Core()
	if d := rbac.Decide(subject(reg, nil), rbac.Tickets, "tickets.create", nil); !core.IsKind(d.Err("x"), core.KindForbidden) {
		t.Error("a route that one may not use is forbidden, not missing")
	}
	if d := rbac.Decide(subject(reg, map[rbac.Key]rbac.Scope{"tickets.reply": rbac.Own}), rbac.Tickets, "tickets.reply", nil); !d.Allowed {
		t.Error("without an object any scope is enough")
	}
	if d := rbac.Decide(subject(reg, nil), nil, "tickets.view", &rbac.Object{Requester: me}); d != (rbac.Decision{}) {
		t.Error("no resource has no rule")
	}
}

func TestRequire(t *testing.T) {
	s := subject(rbac.Core(), map[rbac.Key]rbac.Scope{"views.own": rbac.All})
	if err := s.Require("x", "views.own"); err != nil {
		t.Errorf("held: %v", err)
	}
	if err := s.Require("x", "views.shared"); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("not held: %v", err)
	}
	if err := (&rbac.Subject{}).Require("x", "views.own"); !core.IsKind(err, core.KindUnauthenticated) {
		t.Errorf("guest: %v", err)
	}
}

func TestReachPeople(t *testing.T) {
	reg := rbac.Core()
	ofMine, ofTeam, ofNear, ofNobody := &rbac.Object{Owner: me, Requester: 9}, &rbac.Object{Team: mine, Requester: 9}, &rbac.Object{Team: near, Requester: 9}, &rbac.Object{Requester: 9}
	tests := []struct {
		name                      string
		held                      map[rbac.Key]rbac.Scope
		key                       rbac.Key
		all                       bool
		mine, team, near, nobodys bool
	}{
		{"own: requesters of my tickets", map[rbac.Key]rbac.Scope{"people.view": rbac.Own}, "people.view", false, true, false, false, false},
		{"team: and of my teams' tickets", map[rbac.Key]rbac.Scope{"people.view": rbac.Team}, "people.view", false, true, true, false, false},
		{"team with unrouted: and of tickets without a team", map[rbac.Key]rbac.Scope{"people.view": rbac.Team, "tickets.unrouted": rbac.All}, "people.view", false, true, true, false, true},
		{"department: and of my departments'", map[rbac.Key]rbac.Scope{"people.view": rbac.Department}, "people.view", false, true, true, true, false},
		{"all: everybody", map[rbac.Key]rbac.Scope{"people.view": rbac.All}, "people.view", true, true, true, true, true},
		{"a verb reaches no further than view", map[rbac.Key]rbac.Scope{"people.view": rbac.Own, "people.edit": rbac.All}, "people.edit", false, true, false, false, false},
		{"a verb without view reaches nobody", map[rbac.Key]rbac.Scope{"people.edit": rbac.All}, "people.edit", false, false, false, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := rbac.ReachPeople(subject(reg, tt.held), tt.key)
			if p.All != tt.all {
				t.Errorf("all: %v", p.All)
			}
			for o, want := range map[*rbac.Object]bool{ofMine: tt.mine, ofTeam: tt.team, ofNear: tt.near, ofNobody: tt.nobodys} {
				if p.Match(o) != want {
					t.Errorf("%+v: %v", o, !want)
				}
			}
			if p.Match() != tt.all {
				t.Error("somebody without tickets is reached only at all")
			}
		})
	}
}
