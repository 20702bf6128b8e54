package rbac_test

import (
	"fmt"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

// crowd is a person with 6 roles in a helpdesk with at least 300 keys.
func crowd(tb testing.TB) (*rbac.Registry, *rbac.Policy, []string, *rbac.Subject) {
	tb.Helper()
	features := append(rbac.CoreFeatures(), rbactest.Plugins()...)
	big := rbac.Feature{ID: "big", Owner: "big"}
	for i := range 150 {
		big.Keys = append(big.Keys, rbac.KeyDef{Key: rbac.Key(fmt.Sprintf("big.key%d", i)), Scoped: true})
	}
	reg, err := rbac.NewRegistry(append(features, big)...)
	if err != nil {
		tb.Fatal(err)
	}
	if n := len(reg.Keys()); n < 300 {
		tb.Fatalf("only %d keys", n)
	}
	p := &rbac.Policy{}
	var roles []string
	for i := range 6 {
		r := rbac.Role{Slug: fmt.Sprintf("r%d", i), Type: rbac.Employee, Scope: rbac.Department, Features: map[string]rbac.Setting{}}
		for _, f := range reg.Features() {
			r.Features[f.ID] = rbac.Setting{Level: rbac.Full}
		}
		p.Roles = append(p.Roles, r)
		roles = append(roles, r.Slug)
	}
	s := &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: me}, Roles: roles, Organization: acme, Powers: rbac.Compile(reg, p, roles, nil, now)}
	for i := range core.TeamID(20) {
		s.DepartmentTeams = append(s.DepartmentTeams, 10+2*i)
		if i < 5 {
			s.Teams = append(s.Teams, 10+2*i)
		}
	}
	return reg, p, roles, s
}

func worst() *rbac.Object {
	return &rbac.Object{Owner: other, Team: 11, Contributors: []core.UserID{2, 3, 4, 5}, Requester: 7, CC: []core.UserID{8, 9}, Organization: someoneElses}
}

func TestDecideAllocatesNothing(t *testing.T) {
	_, _, _, s := crowd(t)
	o := worst()
	if n := testing.AllocsPerRun(100, func() {
		rbac.Decide(s, rbac.Tickets, "tickets.reply", o)
		rbac.Decide(s, rbac.Tickets, "tickets.view", o)
		rbac.Decide(s, rbac.Tickets, "tickets.take", o)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDecide(b *testing.B) {
	_, _, _, s := crowd(b)
	miss, hit := worst(), worst()
	hit.Team = 48
	for _, bb := range []struct {
		name string
		o    *rbac.Object
		key  rbac.Key
	}{{"allowed by department", hit, "tickets.reply"}, {"not found", miss, "tickets.reply"}, {"view not found", miss, "tickets.view"}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rbac.Decide(s, rbac.Tickets, bb.key, bb.o)
			}
		})
	}
}

func BenchmarkReach(b *testing.B) {
	_, _, _, s := crowd(b)
	b.ReportAllocs()
	for b.Loop() {
		rbac.Reach(s, rbac.Tickets, "tickets.view")
	}
}

func BenchmarkCompile(b *testing.B) {
	reg, p, roles, _ := crowd(b)
	b.ReportAllocs()
	for b.Loop() {
		rbac.Compile(reg, p, roles, nil, now)
	}
}
