package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Delivery is an event that a watcher was told of in vain.
type Delivery struct {
	ID          int64     `json:"id"`
	Watcher     string    `json:"watcher" example:"plugin:calllogs" doc:"Who was to be told: a plugin, or a part of the helpdesk such as mail."`
	Event       string    `json:"event" example:"ticket.merged"`
	TicketID    *int64    `json:"ticket_id" doc:"The ticket that it is about."`
	At          time.Time `json:"at" doc:"When it happened."`
	Attempts    int       `json:"attempts"`
	AttemptedAt time.Time `json:"attempted_at" doc:"When it was tried last."`
	Error       string    `json:"error" doc:"What went wrong then."`
}

// Deliveries are events that were given up. Every method checks settings.plugins.
type Deliveries interface {
	Discarded(ctx context.Context, who *rbac.Subject, before int64, limit int) ([]core.Delivery, int64, error)
	Replay(ctx context.Context, who *rbac.Subject, id int64) error
}

func deliveryOf(d core.Delivery) Delivery {
	out := Delivery{
		ID: d.ID, Watcher: d.Watcher, Event: d.Event.Type, At: d.Event.At, Attempts: d.Attempt, AttemptedAt: d.AttemptedAt, Error: d.LastError,
	}
	if d.Event.Ticket != 0 {
		ticket := int64(d.Event.Ticket)
		out.TicketID = &ticket
	}
	return out
}

func (s *Server) mountDeliveries() {
	const key = "settings.plugins"
	handle(s, route{
		method: http.MethodGet, path: "/deliveries/discarded", id: "list-discarded-deliveries", tag: "plugins", title: "List events that a watcher has failed to take",
		help: "Events that were given up after many attempts, the newest first.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Cursor int64 `query:"cursor" minimum:"1"`
		Limit  int   `query:"limit" minimum:"1" maximum:"200"`
	}) (*of[List[Delivery]], error) {
		list, next, err := s.svc.Deliveries.Discarded(ctx, who, in.Cursor, in.Limit)
		cursor := ""
		if next != 0 {
			cursor = strconv.FormatInt(next, 10)
		}
		return ok(listOf(each(list, deliveryOf), cursor), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/deliveries/{id}/replay", id: "replay-delivery", tag: "plugins", title: "Tell a watcher again",
		help: "Soon, and with as many attempts as the first time.", needs: holding(key), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.Deliveries.Replay(ctx, who, in.ID)
	})
}
