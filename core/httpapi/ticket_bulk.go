package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// BulkChange is one ticket of many: either fields, or who has it.
type BulkChange struct {
	ID         int64         `json:"id" minimum:"1"`
	Version    int64         `json:"version" minimum:"1" doc:"The one that the caller has seen."`
	Status     *string       `json:"status,omitempty" enum:"open,pending,on_hold,solved,closed"`
	Snooze     Opt[Snoozing] `json:"snooze,omitzero" doc:"Null wakes the ticket."`
	Priority   *string       `json:"priority,omitempty" enum:"low,normal,high,urgent"`
	Tags       *[]string     `json:"tags,omitempty" maxItems:"20" doc:"The whole set."`
	AddTags    []string      `json:"add_tags,omitempty" maxItems:"20"`
	RemoveTags []string      `json:"remove_tags,omitempty" maxItems:"20"`
	Take       bool          `json:"take,omitempty" doc:"The caller becomes the assignee, where there is none."`
	AssigneeID Opt[int64]    `json:"assignee_id,omitzero" doc:"Null: to nobody. Not together with fields."`
	TeamID     Opt[int64]    `json:"team_id,omitzero" doc:"Null: to no team. Not together with fields."`
}

// BulkRequest is a change of many tickets.
type BulkRequest struct {
	Items []BulkChange `json:"items" minItems:"1" maxItems:"100"`
}

// BulkOutcome is what became of one ticket.
type BulkOutcome struct {
	ID      int64       `json:"id"`
	Outcome string      `json:"outcome" enum:"done,unchanged,conflict,forbidden,missing,invalid,failed" doc:"unchanged: it was so already. missing: it is not there, or hidden."`
	Detail  *string     `json:"detail" doc:"One sentence for the person, where it was not done."`
	Undo    *BulkChange `json:"undo" doc:"Sent back as an item, it restores the former values as long as nobody changes the ticket before. Null where nothing changed, and for what the caller cannot see any more."`
}

// bulkOutcomes name the kinds of refusal; all others are failed.
var bulkOutcomes = map[core.Kind]string{
	core.KindInvalid: "invalid", core.KindForbidden: "forbidden", core.KindUnauthenticated: "forbidden",
	core.KindNotFound: "missing", core.KindConflict: "conflict",
}

func (in *BulkChange) item() (tickets.BulkItem, error) {
	patch, err := (&TicketPatch{Status: in.Status, Priority: in.Priority}).patch()
	out := tickets.BulkItem{
		ID: core.TicketID(in.ID), Version: in.Version, Status: patch.Status, Priority: patch.Priority,
		Snooze: in.Snooze.Value.snooze(in.Snooze.Set),
		Tags:   in.Tags, AddTags: in.AddTags, RemoveTags: in.RemoveTags, Take: in.Take,
	}
	if in.AssigneeID.Set {
		assignee := core.UserID(in.AssigneeID.Value)
		out.Assignee = &assignee
	}
	if in.TeamID.Set {
		team := core.TeamID(in.TeamID.Value)
		out.Team = &team
	}
	return out, err
}

func bulkChangeOf(in *tickets.BulkItem) *BulkChange {
	if in == nil {
		return nil
	}
	out := &BulkChange{ID: int64(in.ID), Version: in.Version, Tags: in.Tags, AddTags: in.AddTags, RemoveTags: in.RemoveTags, Take: in.Take}
	if in.Status != nil {
		status := in.Status.String()
		out.Status = &status
	}
	if in.Priority != nil {
		priority := in.Priority.String()
		out.Priority = &priority
	}
	if in.Snooze != nil {
		out.Snooze = Opt[Snoozing]{Set: true, Value: or0(snoozingOf(*in.Snooze))}
	}
	if in.Assignee != nil {
		out.AssigneeID = Opt[int64]{Set: true, Value: int64(*in.Assignee)}
	}
	if in.Team != nil {
		out.TeamID = Opt[int64]{Set: true, Value: int64(*in.Team)}
	}
	return out
}

// bulkOutcomeOf says what became of a ticket; a fault of ours goes to the log.
func bulkOutcomeOf(st *state, r tickets.BulkResult) BulkOutcome {
	out := BulkOutcome{ID: int64(r.ID), Outcome: "unchanged", Undo: bulkChangeOf(r.Undo)}
	if r.Changed {
		out.Outcome = "done"
	}
	if r.Err == nil {
		return out
	}
	problem := problemOf(r.Err, "body")
	detail := st.words().Say(problem.Detail)
	out.Outcome, out.Detail = bulkOutcomes[core.KindOf(r.Err)], &detail
	if out.Outcome == "" {
		out.Outcome = "failed"
		st.fail(problem)
	}
	return out
}

func (s *Server) mountTicketBulk() {
	handle(s, route{
		method: http.MethodPost, path: "/tickets/bulk", id: "change-tickets", tag: "tickets", title: "Change many tickets",
		help:  "Ticket by ticket, each as its own address would change it; one refusal stops no other. The answer says what became of each, in order.",
		needs: onObject("tickets.status", "tickets.priority", "tickets.subject", "tickets.follow_up", "tickets.take", "tickets.assign", "tickets.transfer", "tickets.route"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[BulkRequest]) (*of[List[BulkOutcome]], error) {
		items := make([]tickets.BulkItem, len(in.Body.Items))
		for i := range in.Body.Items {
			var err error
			if items[i], err = in.Body.Items[i].item(); err != nil {
				return nil, err
			}
		}
		results, err := s.svc.Tickets.Bulk(ctx, who, items)
		if err != nil {
			return nil, err
		}
		st := stateOf(ctx)
		return ok(listOf(each(results, func(r tickets.BulkResult) BulkOutcome { return bulkOutcomeOf(st, r) }), ""), nil)
	})
}
