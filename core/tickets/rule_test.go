package tickets_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

// TestListFollowsTheRule compares the two forms of the one rule: what List,
// Count, search and Get show of a random helpdesk to a random person must be
// exactly what rbac.Decide allows ticket by ticket, in order, page by page.
func TestListFollowsTheRule(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		c := cast{w: w, teams: []core.TeamID{0, w.billing, w.refunds, w.tech}}
		lone := w.mustTeam("Lone", w.mustDepartment("Lone"))
		w.mustExec(fmt.Sprintf("UPDATE teams SET department_id = NULL WHERE id = %d", lone))
		c.teams = append(c.teams, lone)
		c.people = []core.UserID{w.ana, w.ben, w.mia, w.carl, w.dora, w.ed}
		rapid.Check(t, func(t *rapid.T) {
			c.clear()
			all := c.draw(t)
			for range 3 {
				who := c.drawSubject(t)
				c.checkGet(t, who, all)
				for range 4 {
					c.checkList(t, who, all, c.drawFilter(t))
				}
			}
		})
	})
}

// cast makes random tickets and readers of one world.
type cast struct {
	w      *world
	teams  []core.TeamID // zero among them
	people []core.UserID
}

// stored is a ticket with the words in it.
type stored struct {
	*tickets.Ticket
	public, private []string
	gone            bool
	snooze          tickets.Snooze
}

var someWords = []string{"apple", "apples", "pear", "fig", "quince"}

func (c *cast) clear() {
	for _, table := range []string{"ticket_search_queue", "ticket_search", "attachments", "messages", "activities", "ticket_tags", "ticket_contributors", "ticket_cc", "ticket_relations", "tickets", "team_members"} {
		c.w.mustExec("DELETE FROM " + table)
	}
}

func pick[T any](t *rapid.T, label string, from []T) T { return rapid.SampledFrom(from).Draw(t, label) }

func some[T comparable](t *rapid.T, label string, from []T, atMost int) []T {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, atMost, func(v T) T { return v }).Draw(t, label)
}

func chance(t *rapid.T, label string, oneIn int) bool {
	return rapid.IntRange(1, oneIn).Draw(t, label) == 1
}

// draw fills the database.
func (c *cast) draw(t *rapid.T) []stored {
	ctx := context.Background()
	share := pick(t, "share", []string{"none", "read", "reply"})
	c.w.mustExec("UPDATE organizations SET share = '" + share + "'")
	for _, u := range c.people[:3] {
		c.w.mustJoin(u, some(t, "teams", c.teams[1:], 2)...)
	}
	var all []stored
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	for range rapid.IntRange(0, 12).Draw(t, "tickets") {
		tk := &tickets.Ticket{}
		tk.Subject, tk.Channel, tk.Version = "s", "web", 1
		tk.Status = tickets.Status(rapid.IntRange(1, 5).Draw(t, "status"))
		tk.Priority = tickets.Priority(rapid.IntRange(1, 4).Draw(t, "priority"))
		tk.Team.ID = pick(t, "team", c.teams)
		tk.Assignee.ID = pick(t, "assignee", append([]core.UserID{0, 0}, c.people[:3]...))
		tk.Requester.ID = pick(t, "requester", c.people)
		if chance(t, "of acme", 3) {
			tk.Organization.ID = c.w.acme
		}
		tk.Access.Contributors = some(t, "contributors", c.people[:3], 2)
		tk.Access.CC = some(t, "cc", c.people, 2)
		tk.Tags = slices.Sorted(slices.Values(some(t, "tags", []string{"red", "blue", "green"}, 2)))
		tk.CreatedAt = day
		tk.UpdatedAt = day.Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "updated")) * time.Hour) // many at the same time
		if chance(t, "pinned", 4) {
			tk.PinnedAt = day
		}
		if chance(t, "follow up", 4) {
			tk.FollowUpAt = day
		}
		s := stored{Ticket: tk, public: []string{pick(t, "public word", someWords)}, private: []string{pick(t, "private word", someWords)}}
		s.gone = chance(t, "deleted", 8)
		if chance(t, "snoozed", 4) {
			s.snooze = pick(t, "snooze", []tickets.Snooze{{Until: day}, {Reply: true}})
		}
		all = append(all, s)
	}
	err := c.w.db.InTx(ctx, func(ctx context.Context) error {
		for i := range all {
			if err := c.insert(ctx, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(s stored) bool { return s.gone })
	if _, err := c.w.svc.IndexNow(ctx); err != nil {
		t.Fatal(err)
	}
	for i := range all { // as the database has them
		found, err := c.w.store.FindTicket(ctx, all[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		all[i].Ticket = found
	}
	return all
}

func (c *cast) insert(ctx context.Context, s *stored) error {
	tk := s.Ticket
	if err := c.w.store.InsertTicket(ctx, tk, c.w.mia); err != nil {
		return err
	}
	for kind, text := range map[tickets.MessageKind]string{tickets.Reply: s.public[0], tickets.Comment: s.private[0]} {
		if err := c.w.store.InsertMessage(ctx, &tickets.Message{Ticket: tk.ID, Kind: kind, Text: text, CreatedAt: tk.CreatedAt}); err != nil {
			return err
		}
	}
	was := *tk
	tk.MessageCount, tk.ReplyCount = 2, 1
	tk.Snooze = s.snooze
	if s.gone {
		tk.DeletedAt = tk.UpdatedAt
	}
	if err := c.w.store.SaveTicket(ctx, &was, tk); err != nil {
		return err
	}
	return c.w.store.QueueIndex(ctx, tk.ID)
}

func (c *cast) drawSubject(t *rapid.T) *rbac.Subject {
	scope := rapid.SampledFrom([]rbac.Scope{rbac.ScopeNone, rbac.Own, rbac.Own, rbac.Team, rbac.Team, rbac.Department, rbac.All})
	yes := rapid.SampledFrom([]rbac.Scope{rbac.ScopeNone, rbac.All})
	return c.w.as(pick(t, "reader", c.people), powers{
		"tickets.view": scope.Draw(t, "view"), "tickets.queue": yes.Draw(t, "queue"), "tickets.unrouted": yes.Draw(t, "unrouted"),
		"tickets.search": rbac.All, "tickets.reply": scope.Draw(t, "reply"),
	})
}

func (c *cast) drawFilter(t *rapid.T) tickets.Filter {
	f := tickets.Filter{
		Sort: pick(t, "sort", []tickets.Sort{"", tickets.ByUpdated, tickets.ByUpdatedOldest, tickets.ByCreated, tickets.ByCreatedOldest}),
	}
	maybe := func(label string) bool { return chance(t, label, 5) }
	if chance(t, "by status", 2) {
		f.Statuses = pick(t, "statuses", [][]tickets.Status{{tickets.Open, tickets.Pending, tickets.OnHold}, {tickets.Open}, {tickets.Solved, tickets.Closed}, {tickets.Pending, tickets.Solved}})
	}
	if maybe("by priority") {
		f.Priorities = []tickets.Priority{tickets.High, tickets.Urgent}
	}
	if maybe("by team") {
		f.Teams = some(t, "filter teams", c.teams[1:], 3)
		f.NoTeam = chance(t, "no team", 3)
	}
	switch rapid.IntRange(1, 8).Draw(t, "by assignee") {
	case 1:
		f.Mine = true
	case 2:
		f.NoAssignee = true
	case 3:
		f.Assignee = pick(t, "filter assignee", c.people[:3])
	}
	f.Contributing, f.Requested, f.Queue = maybe("contributing"), maybe("requested"), maybe("in my queue")
	f.Snoozed = pick(t, "snoozed", []tickets.Snoozed{"", "", "", tickets.SnoozedToo, tickets.SnoozedOnly})
	f.Pinned, f.FollowUp = maybe("only pinned"), maybe("only follow-up")
	if maybe("by contributor") {
		f.Contributor = pick(t, "filter contributor", c.people[:3])
	}
	if maybe("by requester") {
		f.Requester = pick(t, "filter requester", c.people)
	}
	if maybe("by organization") {
		f.Organization = c.w.acme
	}
	if maybe("by tag") {
		f.Tag = pick(t, "filter tag", []string{"red", "blue", "none such"})
	}
	if chance(t, "search", 3) {
		f.Query = pick(t, "words", []string{"apple", "APPLE* ", "pear", "fig pear", "app*", "none", "quince apple"})
	}
	return f
}

// expect is the list by the rule, ticket by ticket.
func (c *cast) expect(t *rapid.T, who *rbac.Subject, all []stored, f tickets.Filter) []stored {
	cond, err := tickets.CondOf(who, f)
	if err != nil {
		t.Fatal(err)
	}
	var terms []tickets.Term
	if f.Query != "" {
		if terms, err = tickets.ParseSearch(f.Query); err != nil {
			t.Fatal(err)
		}
	}
	var out []stored
	for _, s := range all {
		if !rbac.Decide(who, rbac.Tickets, "tickets.view", &s.Access).Visible || !cond.Matches(s.Ticket) {
			continue
		}
		inside := seesInside(who, &s.Access)
		if !inside && cond.Internal() {
			continue
		}
		words := s.public
		if inside {
			words = append(slices.Clone(words), s.private...)
		}
		if contains(words, terms) {
			out = append(out, s)
		}
	}
	pinnedFirst := who.Holds("tickets.view") && f.Query == "" && !f.Pinned
	slices.SortFunc(out, func(a, b stored) int {
		if pa, pb := !a.PinnedAt.IsZero(), !b.PinnedAt.IsZero(); pinnedFirst && pa != pb {
			return map[bool]int{true: -1, false: 1}[pa]
		}
		switch {
		case f.Query != "" || f.Sort == tickets.ByCreated:
			return cmp.Compare(b.ID, a.ID)
		case f.Sort == tickets.ByCreatedOldest:
			return cmp.Compare(a.ID, b.ID)
		case f.Sort == tickets.ByUpdatedOldest:
			return cmp.Or(a.UpdatedAt.Compare(b.UpdatedAt), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(b.ID, a.ID))
	})
	return out
}

// seesInside: by a role, not as the ticket's customer.
func seesInside(who *rbac.Subject, o *rbac.Object) bool {
	for _, b := range rbac.Reach(who, rbac.Tickets, "tickets.view") {
		if !tickets.CustomerBranch(b) && b.Match(o) {
			return true
		}
	}
	return false
}

func contains(words []string, terms []tickets.Term) bool {
	for _, term := range terms {
		found := slices.ContainsFunc(words, func(w string) bool {
			return w == term.Tokens[0] || term.Prefix && strings.HasPrefix(w, term.Tokens[0])
		})
		if !found {
			return false
		}
	}
	return true
}

func (c *cast) checkList(t *rapid.T, who *rbac.Subject, all []stored, f tickets.Filter) {
	ctx := context.Background()
	want := c.expect(t, who, all, f)
	var got []core.TicketID
	page := f
	page.Limit = rapid.IntRange(1, 4).Draw(t, "limit")
	for range 20 {
		p, err := c.w.svc.List(ctx, who, page)
		if err != nil {
			t.Fatalf("list %+v: %v", f, err)
		}
		for _, s := range p.Items {
			got = append(got, s.ID)
			if in := seesInside(who, c.find(t, all, s.ID)); s.Inside != in {
				t.Fatalf("ticket %d: inside %t, want %t", s.ID, s.Inside, in)
			}
			if !s.Inside && (s.Team.ID != 0 || s.Tags != nil || s.ContributorCount != 0 || !s.PinnedAt.IsZero() || !s.FollowUpAt.IsZero() || s.Snooze.Asleep() || s.MessageCount != 1) {
				t.Fatalf("a customer is shown %+v", s)
			}
		}
		if page.Cursor = p.Next; page.Cursor == "" {
			break
		}
		if len(p.Items) != page.Limit {
			t.Fatalf("a page of %d with more to come, limit %d", len(p.Items), page.Limit)
		}
	}
	ids := make([]core.TicketID, len(want))
	for i := range want {
		ids[i] = want[i].ID
	}
	if !slices.Equal(got, ids) {
		t.Fatalf("reach %+v\nfilter %+v\nlist %v\nwant %v", rbac.Reach(who, rbac.Tickets, "tickets.view"), f, got, ids)
	}
	n, err := c.w.svc.Count(ctx, who, f)
	if err != nil || n.N != len(want) || n.More {
		t.Fatalf("reach %+v\nfilter %+v\ncount %+v, %v; want %d", rbac.Reach(who, rbac.Tickets, "tickets.view"), f, n, err, len(want))
	}
}

func (c *cast) find(t *rapid.T, all []stored, id core.TicketID) *rbac.Object {
	for i := range all {
		if all[i].ID == id {
			return &all[i].Access
		}
	}
	t.Fatalf("ticket %d is not there", id)
	return nil
}

// checkGet: opening says "not found" exactly where the rule says "not visible".
func (c *cast) checkGet(t *rapid.T, who *rbac.Subject, all []stored) {
	for _, s := range all {
		got, err := c.w.svc.Get(context.Background(), who, s.ID)
		if d := rbac.Decide(who, rbac.Tickets, "tickets.view", &s.Access); d.Visible != (err == nil) {
			t.Fatalf("ticket %d: visible %t, get %v", s.ID, d.Visible, err)
		}
		if err != nil {
			if !core.IsKind(err, core.KindNotFound) {
				t.Fatal(err)
			}
			continue
		}
		for _, verb := range []string{"reply", "comment", "status", "priority", "assistance", "assign", "delete"} {
			want := rbac.Decide(who, rbac.Tickets, rbac.Key("tickets."+verb), &s.Access).Allowed
			if got.Abilities[verb] != want {
				t.Fatalf("ticket %d: ability to %s %t, want %t", s.ID, verb, got.Abilities[verb], want)
			}
		}
		if messages := map[bool]int{true: 2, false: 1}[got.Inside]; len(got.Messages) != messages {
			t.Fatalf("ticket %d: %d messages, want %d", s.ID, len(got.Messages), messages)
		}
		if !got.Inside && (got.Contributors != nil || got.Team.ID != 0) {
			t.Fatalf("a customer is shown %+v", got)
		}
	}
}
