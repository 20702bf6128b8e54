package sandbox

import (
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

func sampleTicket() *abi.Ticket {
	return &abi.Ticket{ID: 4711, Version: 3, Subject: "Internet outage in the Leipzig office", Status: "open", Priority: "normal",
		Channel: "mail", TeamID: 7, TeamName: "Network", AssigneeID: 12, AssigneeName: "Ana Lindqvist", RequesterID: 99,
		RequesterName: "Carl Customer", RequesterEmail: "carl@example.test", OrganizationID: 5, OrganizationName: "Example AG",
		Tags: []string{"network", "office", "vip"}, ContributorIDs: []int64{3, 8, 21}, MessageCount: 1,
		CreatedAt: abi.TimeOf(time.Unix(1790000000, 0)), UpdatedAt: abi.TimeOf(time.Unix(1790000500, 0)),
		Body: strings.Repeat("Since this morning nothing works any more. ", 22)}
}

func TestHookAnswersWithThePatch(t *testing.T) {
	m := mustModule(t, mustGuest(t, "guest"), Limits{Name: "guest"})
	h := &Hook{Request: abi.HookRequest{Name: "ticket.will_create", Ticket: sampleTicket()}}
	start := time.Now()
	if err := h.Do(t.Context(), m, nil); err != nil {
		t.Fatal(err, m.Log())
	}
	t.Log(time.Since(start), m.Usage())
	if h.Reply.Verdict != abi.VerdictPatch || h.Reply.Ticket.Set != abi.TicketPatchPriority || h.Reply.Ticket.Priority != "urgent" {
		t.Fatalf("reply %+v", h.Reply)
	}
	n := testing.AllocsPerRun(1000, func() {
		if err := h.Do(t.Context(), m, nil); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations per hook, want none", n)
	}
}

func BenchmarkHook(b *testing.B) {
	m := mustModule(b, mustGuest(b, "guest"), Limits{Name: "guest"})
	h := &Hook{Request: abi.HookRequest{Name: "ticket.will_create", Ticket: sampleTicket()}}
	if err := h.Do(b.Context(), m, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := h.Do(b.Context(), m, nil); err != nil {
			b.Fatal(err)
		}
	}
}
