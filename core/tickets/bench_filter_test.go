package tickets_test

import (
	"context"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// BenchmarkFilter lists with the access filter and without, in turns, and says
// how many per cent the filter adds: to the same rows for scope all, where it is
// to cost next to nothing.
func BenchmarkFilter(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		who, store := w.agentOf(30, rbac.All), w.db.Tickets()
		list := func(reach []rbac.Branch) time.Duration {
			begin := time.Now()
			rows, err := store.ListTickets(ctx, &tickets.Query{Reader: who.User, Reach: reach, Sort: tickets.ByUpdated, PinnedFirst: true, Limit: 51})
			if err != nil || len(rows) != 51 {
				b.Fatal(len(rows), err)
			}
			return time.Since(begin)
		}
		everything := []rbac.Branch{{Kind: rbac.BranchAll}}
		var with, without time.Duration
		for b.Loop() {
			without += list(everything)
			begin := time.Now()
			list(rbac.Reach(who, rbac.Tickets, "tickets.view"))
			with += time.Since(begin)
		}
		b.ReportMetric(100*(float64(with)/float64(without)-1), "%filter")
	})
}
