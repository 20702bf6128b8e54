package rbac_test

import (
	"slices"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
	"pgregory.net/rapid"
)

// world is a random helpdesk: roles, a person who holds some, an object.
type world struct {
	reg    *rbac.Registry
	policy *rbac.Policy
	roles  []string
	grants []rbac.Grant
	s      *rbac.Subject
	res    *rbac.Resource
	key    rbac.Key
	o      *rbac.Object
}

var (
	worldRegistry = rbactest.Registry("*")
	anyScope      = rapid.SampledFrom([]rbac.Scope{rbac.ScopeNone, rbac.Own, rbac.Team, rbac.Department, rbac.All})
	anyLevel      = rapid.SampledFrom([]rbac.Level{rbac.None, rbac.Read, rbac.Modify, rbac.Full, rbac.Custom})
)

func drawKeys(t *rapid.T, label string, from []rbac.KeyInfo, n int) []rbac.Key {
	var out []rbac.Key
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(from)-1), 0, n).Draw(t, label) {
		out = append(out, from[i].Key)
	}
	return out
}

func drawRole(t *rapid.T, reg *rbac.Registry, slug string) rbac.Role {
	r := rbac.Role{
		Slug: slug, Name: slug, Type: rapid.SampledFrom([]rbac.Audience{rbac.Employee, rbac.Employee, rbac.User}).Draw(t, slug+" type"),
		Scope: anyScope.Draw(t, slug+" scope"), Features: map[string]rbac.Setting{},
		NonDestructive: rapid.IntRange(0, 9).Draw(t, slug+" harmless") == 0,
	}
	if rapid.IntRange(0, 19).Draw(t, slug+" everything") == 0 {
		r.Everything, r.Except = true, drawKeys(t, slug+" except", reg.Keys(), 5)
		return r
	}
	for _, id := range []string{"tickets", "calllogs", "livechat", "people", "canned"} {
		if rapid.Bool().Draw(t, slug+" has "+id) {
			row := reg.FeatureKeys(id)
			set := rbac.Setting{Level: anyLevel.Draw(t, "level"), Scope: anyScope.Draw(t, "scope"), Keys: map[rbac.Key]rbac.Scope{}}
			for _, k := range drawKeys(t, "keys", row, 4) {
				set.Keys[k] = anyScope.Draw(t, "key scope")
			}
			set.Plus, set.Minus = drawKeys(t, "plus", row, 4), drawKeys(t, "minus", row, 3)
			r.Features[id] = set
		}
	}
	return r
}

func drawTeams(t *rapid.T, label string) []core.TeamID {
	teams := rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 5), func(i int) core.TeamID { return core.TeamID(i) }), 0, 3).Draw(t, label)
	slices.Sort(teams)
	return slices.Compact(teams)
}

func drawUsers(t *rapid.T, label string) []core.UserID {
	return rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 4), func(i int) core.UserID { return core.UserID(i) }), 0, 3).Draw(t, label)
}

func drawWorld(t *rapid.T) *world {
	w := &world{reg: worldRegistry, policy: &rbac.Policy{}}
	for _, slug := range []string{"a", "b", "c"} {
		w.policy.Roles = append(w.policy.Roles, drawRole(t, w.reg, slug))
		if rapid.Bool().Draw(t, "holds "+slug) {
			w.roles = append(w.roles, slug)
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "reserves") == 0 {
		w.policy.Reserved = map[rbac.Key][]string{rapid.SampledFrom([]rbac.Key{"tickets.view", "tickets.take", "tickets.queue"}).Draw(t, "reserved"): {"a"}}
	}
	for _, k := range drawKeys(t, "grants", w.reg.Keys(), 3) {
		w.grants = append(w.grants, rbac.Grant{Key: k, Scope: anyScope.Draw(t, "grant scope")})
	}
	teams := drawTeams(t, "teams")
	department := append(drawTeams(t, "department"), teams...)
	slices.Sort(department)
	w.s = &rbac.Subject{
		Actor: core.Actor{Kind: core.ActorUser, User: core.UserID(rapid.IntRange(0, 4).Draw(t, "user"))},
		Roles: w.roles, Teams: teams, DepartmentTeams: slices.Compact(department),
		Organization: core.OrganizationID(rapid.IntRange(0, 2).Draw(t, "organization")),
		Powers:       rbac.Compile(w.reg, w.policy, w.roles, w.grants, now),
	}
	name := rapid.SampledFrom([]string{"tickets", "tickets", "calllogs.calls", "livechat.chats", "canned.replies"}).Draw(t, "resource")
	w.res, _ = w.reg.Resource(name)
	row := w.reg.FeatureKeys(w.res.View.Owner())
	w.key = row[rapid.IntRange(0, len(row)-1).Draw(t, "key")].Key
	w.o = &rbac.Object{
		Owner: core.UserID(rapid.IntRange(0, 4).Draw(t, "owner")), Team: core.TeamID(rapid.IntRange(0, 5).Draw(t, "team")),
		Contributors: drawUsers(t, "contributors"), Requester: core.UserID(rapid.IntRange(0, 4).Draw(t, "requester")), CC: drawUsers(t, "cc"),
		Organization: core.OrganizationID(rapid.IntRange(0, 2).Draw(t, "of organization")), Share: rbac.Share(rapid.IntRange(0, 2).Draw(t, "share")),
	}
	if rapid.IntRange(0, 5).Draw(t, "is a visitor") == 0 {
		w.s.Visitor = "v1"
	}
	w.o.Everyone = rapid.Bool().Draw(t, "for everyone")
	w.o.Role = rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "for the role")
	w.o.Visitor = rapid.SampledFrom([]string{"", "v1", "v2"}).Draw(t, "visitor")
	return w
}

// spec is the rule as ACCESS's tables put it, written without branches: the
// oracle that the real rule is held against.
func (w *world) spec(k rbac.Key) (visible, allowed bool) {
	s, o, u := w.s, w.o, w.s.User
	isTicket := w.res.Name == "tickets"
	if s.Visitor != "" {
		theirs := w.res.Name == "livechat.chats" && o.Visitor == s.Visitor && s.Holds(w.res.View)
		return theirs, theirs && s.Holds(k)
	}
	takesPart := u != 0 && (o.Owner == u || slices.Contains(o.Contributors, u))
	unrouted := isTicket && s.Holds("tickets.unrouted") && o.Team == 0
	myTeam := o.Team != 0 && slices.Contains(s.Teams, o.Team) || unrouted
	myDepartment := o.Team != 0 && slices.Contains(s.DepartmentTeams, o.Team)
	named := w.res.Name == "canned.replies" // names whom it is for
	within := func(k rbac.Key) bool {
		scope := s.Scope(k)
		if named && scope != rbac.ScopeNone && (o.Everyone || o.Role != "" && slices.Contains(s.Roles, o.Role)) {
			return true
		}
		if named {
			scope = min(scope, rbac.Team)
		}
		switch scope {
		case rbac.Own:
			return takesPart
		case rbac.Team:
			return takesPart || myTeam
		case rbac.Department:
			return takesPart || myTeam || myDepartment
		case rbac.All:
			return true
		}
		return false
	}
	owner := w.res.View.Owner()
	hasQueue := isTicket || owner == "livechat"
	waits := hasQueue && s.Holds(rbac.Key(owner+".queue")) && s.Holds(w.res.View) && o.Owner == 0 && myTeam
	asks := isTicket && u != 0 && (o.Requester == u || slices.Contains(o.CC, u))
	shares := func(need rbac.Share) bool {
		return isTicket && u != 0 && s.Organization != 0 && o.Organization == s.Organization && o.Share >= need
	}
	customer := func(k rbac.Key) bool {
		switch k {
		case "tickets.view":
			return asks || shares(rbac.ShareRead)
		case "tickets.reply", "tickets.attach":
			return asks || shares(rbac.ShareReply)
		case "tickets.status", "tickets.rate":
			return asks
		}
		return false
	}
	sees := within(w.res.View) || waits || customer(w.res.View)
	can := func() bool {
		if k == w.res.View {
			return sees
		}
		if within(w.res.View) && within(k) || customer(k) {
			return true
		}
		if waits && hasQueue && k == rbac.Key(owner+".take") && s.Holds(k) {
			return true
		}
		return takesPart && w.byNone(k) && !s.Holds(w.res.View)
	}
	allowed = can()
	return sees || allowed, allowed
}

// byNone reports whether one of the person's roles gives k through a level none.
func (w *world) byNone(k rbac.Key) bool {
	if !w.s.Holds(k) {
		return false
	}
	return slices.ContainsFunc(w.roles, func(slug string) bool {
		r := w.policy.Role(slug)
		info, _ := w.reg.Key(k)
		set, ok := r.Features[info.Feature]
		_, picked := set.Keys[k]
		kept, reserved := w.policy.Reserved[k]
		return ok && !r.Everything && set.Level == rbac.None && slices.Contains(w.reg.LevelKeys(info.Feature, rbac.None), k) &&
			!picked && !slices.Contains(set.Minus, k) && info.For.Includes(r.Type) && !(r.NonDestructive && info.Destructive) &&
			(!reserved || slices.Contains(kept, slug))
	})
}

func TestTheOneRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		d := rbac.Decide(w.s, w.res, w.key, w.o)

		matches := func(k rbac.Key) bool {
			return slices.ContainsFunc(rbac.Reach(w.s, w.res, k), func(b rbac.Branch) bool { return b.Match(w.o) })
		}
		if want := matches(w.key); d.Allowed != want {
			t.Fatalf("Decide allows %v, a branch of Reach matches %v", d.Allowed, want)
		}
		if want := matches(w.res.View) || d.Allowed; d.Visible != want {
			t.Fatalf("Decide shows %v, Reach %v", d.Visible, want)
		}
		visible, allowed := w.spec(w.key)
		if d.Visible != visible || d.Allowed != allowed {
			t.Fatalf("Decide says %+v, the tables say visible %v, allowed %v", d, visible, allowed)
		}
		for _, b := range rbac.Reach(w.s, w.res, w.key) {
			switch b.Kind {
			case rbac.BranchOwner, rbac.BranchContributor, rbac.BranchRequester, rbac.BranchCC:
				if b.User == 0 {
					t.Fatalf("%s without a user", b.Kind)
				}
			case rbac.BranchTeams, rbac.BranchQueueTeams:
				if len(b.Teams) == 0 {
					t.Fatalf("%s without teams", b.Kind)
				}
			case rbac.BranchOrganization:
				if b.Organization == 0 || b.Share == rbac.ShareNone {
					t.Fatalf("%s without an organization or share", b.Kind)
				}
			case rbac.BranchRole:
				if len(b.Roles) == 0 {
					t.Fatalf("%s without roles", b.Kind)
				}
			case rbac.BranchVisitor:
				if b.Visitor == "" {
					t.Fatalf("%s without a visitor", b.Kind)
				}
			}
		}
		e := rbac.Explain(rbac.Question{Subject: w.s, Policy: w.policy, Given: w.roles, Grants: w.grants, Now: now, Key: w.key, Resource: w.res, Object: w.o})
		if e.Decision != d {
			t.Fatalf("Explain says %+v, Decide %+v", e.Decision, d)
		}
		if d.Allowed != (len(e.Missing) == 0) {
			t.Fatalf("allowed is %v, and missing is %+v", d.Allowed, e.Missing)
		}
		if d.Allowed && len(e.Within) == 0 {
			t.Fatal("allowed, and Explain knows no way")
		}
	})
}

func TestUnionOnlyAdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		more := append(slices.Clone(w.roles), rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "another role"))
		grants := slices.Clone(w.grants)
		for _, k := range drawKeys(t, "more grants", w.reg.Keys(), 2) {
			grants = append(grants, rbac.Grant{Key: k, Scope: anyScope.Draw(t, "scope")})
		}
		after := rbac.Compile(w.reg, w.policy, more, grants, now)
		for _, k := range w.reg.Keys() {
			if w.s.Powers.Scope(k.Key) > after.Scope(k.Key) {
				t.Fatalf("%s went from %s to %s", k.Key, w.s.Powers.Scope(k.Key), after.Scope(k.Key))
			}
		}
		wider := *w.s
		wider.Powers = after
		was, is := rbac.Decide(w.s, w.res, w.key, w.o), rbac.Decide(&wider, w.res, w.key, w.o)
		if was.Allowed && !is.Allowed || was.Visible && !is.Visible {
			t.Fatalf("holding more turned %+v into %+v", was, is)
		}
		for _, c := range rbac.Diff(w.s.Powers, after) {
			if !c.Gain() {
				t.Fatalf("the difference takes: %+v", c)
			}
		}
	})
}

func TestLimitsOnlyTake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		limit := map[rbac.Key]rbac.Scope{}
		for _, k := range drawKeys(t, "limit", w.reg.Keys(), 30) {
			limit[k] = anyScope.Draw(t, "scope")
		}
		token := *w.s
		token.Powers = w.s.Powers.ForToken(limit)
		for _, k := range w.reg.Keys() {
			got := token.Scope(k.Key)
			if got > w.s.Scope(k.Key) || limit[k.Key] == rbac.ScopeNone && got != rbac.ScopeNone || k.Scoped && got > limit[k.Key] {
				t.Fatalf("%s: %s, of %s limited to %s", k.Key, got, w.s.Scope(k.Key), limit[k.Key])
			}
			if _, reserved := w.policy.Reserved[k.Key]; reserved && got != rbac.ScopeNone {
				t.Fatalf("%s is reserved, and a token holds it", k.Key)
			}
		}
		was, is := rbac.Decide(w.s, w.res, w.key, w.o), rbac.Decide(&token, w.res, w.key, w.o)
		if is.Allowed && !was.Allowed || is.Visible && !was.Visible {
			t.Fatalf("a limit turned %+v into %+v", was, is)
		}
	})
}
