package notices

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/tickets"
)

// Name is the watcher's in the queue.
const Name = "notices"

// heard are the events that may concern somebody.
var heard = []string{
	tickets.EventAssigned, tickets.EventContributorAdded, tickets.EventReplied, tickets.EventCommented, tickets.EventWoken,
	tickets.EventCreated, tickets.EventTransferred, tickets.EventUnassigned, people.EventNotice,
}

// Wants implements the watcher.
func (s *Service) Wants(eventType string) bool { return slices.Contains(heard, eventType) }

// Handle implements the watcher: it tells everybody whom the event concerns, all
// of them or nobody.
func (s *Service) Handle(ctx context.Context, e core.Event) error {
	if e.Type == people.EventNotice {
		return s.relay(ctx, e)
	}
	var p tickets.Payload
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		return err
	}
	sight, err := s.Tickets.Sight(ctx, e.Ticket)
	if err != nil {
		return err
	}
	hits, err := s.concerned(ctx, &e, &p, sight)
	if err != nil {
		return err
	}
	var told []telling
	for _, h := range hits {
		t, err := s.tell(ctx, h, sight)
		if err != nil {
			return err
		}
		if t.Page || t.Mail {
			t.message = p.Message
			told = append(told, t)
		}
	}
	return s.carry(ctx, &e, told)
}

// hit is somebody whom an event concerns, and as what.
type hit struct {
	user core.UserID
	kind Kind
}

// concerned says whom an event concerns, each person once, and not who caused it.
func (s *Service) concerned(ctx context.Context, e *core.Event, p *tickets.Payload, sight tickets.Sight) ([]hit, error) {
	var hits []hit
	add := func(kind Kind, users ...core.UserID) {
		for _, u := range users {
			known := slices.ContainsFunc(hits, func(h hit) bool { return h.user == u })
			if u != 0 && u != e.Actor && !known {
				hits = append(hits, hit{u, kind})
			}
		}
	}
	assignee, contributors := sight.Crew()
	switch e.Type {
	case tickets.EventAssigned:
		add(Assigned, p.User)
	case tickets.EventContributorAdded:
		add(Invited, p.User)
	case tickets.EventReplied:
		add(Replied, assignee)
		add(Helped, contributors...)
	case tickets.EventCommented:
		add(Mentioned, p.Mentions...)
		add(Noted, assignee)
		add(Noted, contributors...)
	case tickets.EventWoken:
		if p.Why == tickets.WokenByTime {
			add(Woken, assignee, p.User)
		}
	case tickets.EventCreated, tickets.EventTransferred, tickets.EventUnassigned:
		team, waits := sight.Waits()
		if !waits || e.Type != tickets.EventUnassigned && p.Team != team {
			break // it has moved on meanwhile, and that is news of its own
		}
		listeners, err := s.Store.QueueListeners(ctx, team)
		if err != nil {
			return nil, err
		}
		add(Queued, listeners...)
	}
	return hits, nil
}

// telling is one person to be told, and how.
type telling struct {
	hit
	Choice
	message core.MessageID
	notice  *people.Notice
}

// tell decides whether somebody hears of a ticket's news: they must see it from
// inside now, and want to know.
func (s *Service) tell(ctx context.Context, h hit, sight tickets.Sight) (telling, error) {
	who, err := s.People.SubjectByID(ctx, h.user)
	if gone(err) {
		return telling{}, nil
	}
	if err != nil || !sight.Inside(who) {
		return telling{}, err
	}
	c, err := s.Wanted(ctx, who, h.kind)
	return telling{hit: h, Choice: c}, err
}

// gone reports whether a person is not there any more, or was switched off.
func gone(err error) bool {
	return core.IsKind(err, core.KindUnauthenticated) || core.IsKind(err, core.KindNotFound)
}

// relay tells what a plugin, or the helpdesk itself, wants somebody to know.
func (s *Service) relay(ctx context.Context, e core.Event) error {
	var n people.Notice
	if err := json.Unmarshal(e.Payload, &n); err != nil {
		return err
	}
	if n.Visitor != nil {
		return s.carry(ctx, &e, []telling{{hit: hit{kind: Plugin}, Choice: Choice{Mail: true}, notice: &n}})
	}
	who, err := s.People.SubjectByID(ctx, n.User)
	if gone(err) {
		return nil
	} else if err != nil {
		return err
	}
	if n.Ticket != 0 {
		sight, err := s.Tickets.Sight(ctx, n.Ticket)
		if err != nil || !sight.Sees(who) {
			return err
		}
	}
	kind := Plugin
	if e.Plugin == "" {
		kind = Upkeep
	}
	c, err := s.Wanted(ctx, who, kind)
	if err != nil {
		return err
	}
	if n.Letter {
		c = Choice{Mail: true}
	}
	// A page within the console does without the rest of its address; another may
	// be nothing without it, and it is sealed for the letter only.
	c.Page = c.Page && (len(n.Query) == 0 || strings.HasPrefix(n.Path, "/app/"))
	return s.carry(ctx, &e, []telling{{hit: hit{n.User, kind}, Choice: c, notice: &n}})
}

// carry writes notices and asks for letters, in one transaction.
func (s *Service) carry(ctx context.Context, e *core.Event, told []telling) error {
	if len(told) == 0 {
		return nil
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		var events []core.Event
		for _, t := range told {
			if t.Page {
				fresh, err := s.Store.TellNotice(ctx, noticeOf(e, &t))
				if err != nil {
					return err
				}
				if fresh {
					events = append(events, s.changed(t.user))
				}
			}
			if t.Mail {
				letter := Letter{User: t.user, Kind: t.kind, Message: t.message, Notice: t.notice}
				events = append(events, core.Event{
					Type: EventLetter, Ticket: e.Ticket, Actor: e.Actor, Plugin: e.Plugin, At: s.Clock.Now(), Payload: mustJSON(letter),
				})
			}
		}
		return s.Outbox.Append(ctx, events...)
	})
}

func noticeOf(e *core.Event, t *telling) *Notice {
	n := &Notice{User: t.user, Kind: t.kind, Ticket: e.Ticket, Actor: e.Actor, At: e.At, Event: e.ID}
	if t.notice != nil {
		n.Plugin, n.Ticket, n.Actor = e.Plugin, t.notice.Ticket, 0
		n.Title, n.Text, n.Path = t.notice.Title, t.notice.Text, t.notice.Path
	}
	return n
}
