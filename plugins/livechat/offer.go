package main

import (
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// offered reports whether an offer of the chat stands.
func offered(c *Chat) bool {
	return waiting(c) && c.Offered != 0 && time.Now().Before(c.OfferedUntil.Time())
}

// offeredToOther reports whether the chat is somebody else's to accept right now.
func offeredToOther(c *Chat, agent int64) bool { return offered(c) && c.Offered != agent }

// due reports whether it is time to offer the chat, or to offer it to the next.
func due(c *Chat) bool { return waiting(c) && !time.Now().Before(c.OfferedUntil.Time()) }

// offers reports whether the owner has chats of that team offered.
func (s *Settings) offers(team int64) (bool, error) {
	if team == 0 || strings.TrimSpace(s.Offers) == "" {
		return false, nil
	}
	names, err := sdk.People.TeamNames()
	if err != nil {
		return false, err
	}
	for _, line := range strings.Split(s.Offers, "\n") {
		if line = strings.TrimSpace(line); line == "*" || line != "" && strings.EqualFold(line, names[team]) {
			return true, nil
		}
	}
	return false, nil
}

// free is an agent who could get a chat.
type free struct {
	id, load int64
	last     string // when they took their last one, of the last day
	asked    bool   // another offer stands
}

// handOut offers what waits in a team, the oldest first, each chat to one agent at a
// time. It may be called by anybody at any time, on several nodes at once: an offer
// is written on the version of the chat that was read, so that one of them makes it.
func handOut(team int64) error {
	set, err := settings()
	if err != nil {
		return err
	}
	if on, err := set.offers(team); err != nil || !on {
		return err
	}
	return sdk.AsItself(func() error {
		found, err := chats.Find(sdk.Query{
			Where: sdk.All(sdk.Eq("team", team), sdk.Empty("owner", true), sdk.Empty("ended_at", true)), Sort: "id", Limit: longest,
		})
		if err != nil {
			return err
		}
		var list []*free
		for i := range found.Rows {
			row := &found.Rows[i]
			if !due(&row.Value) {
				continue
			}
			if list == nil {
				if list, err = freeAgents(team); err != nil {
					return err
				}
			}
			if err := offer(row, list, set); err != nil {
				return err
			}
		}
		return nil
	})
}

// missed puts an agent off who let an offer pass: nobody sits there.
func missed(c *Chat) error {
	if c.Offered == 0 {
		return nil
	}
	if err := turn(c.Offered, false); err != nil {
		return err
	}
	publish("mine:"+itoa(c.Offered), message{Refresh: true})
	return nil
}

// offer offers a chat to the next agent. When everybody who is there has had it, it
// stays in the queue for a while, and then they are asked again.
func offer(row *sdk.Row[Chat], list []*free, set *Settings) error {
	c := &row.Value
	passed := c.Passed
	if c.Offered != 0 {
		passed = addID(passed, c.Offered)
	}
	change := map[string]any{"offered": nil, "passed": passed, "offered_until": nil}
	next := pick(list, passed, set)
	switch {
	case next != nil:
		change["offered"], change["offered_until"] = next.id, later(set.OfferSeconds)
	case passed != "":
		change["passed"], change["offered_until"] = "", later(set.OfferSeconds)
	default:
		return nil
	}
	_, err := chats.Patch(row.ID, row.Version, change)
	if sdk.IsKind(err, sdk.KindConflict) {
		return nil // somebody else sees to it, or the visitor said something: the next call comes soon
	} else if err != nil {
		return err
	}
	if err := missed(c); err != nil {
		return err
	}
	if next != nil {
		next.asked = true
		publish("mine:"+itoa(next.id), message{Refresh: true})
	}
	publish(deskTopic(row.ID), message{Refresh: true})
	relist(c)
	return nil
}

func later(seconds int64) string {
	return time.Now().Add(time.Duration(seconds) * time.Second).UTC().Format(moment)
}

// pick is who gets the next chat; nil if nobody can.
func pick(list []*free, passed string, set *Settings) *free {
	var best *free
	for _, f := range list {
		if f.asked || f.load >= set.Capacity || hasID(passed, f.id) {
			continue
		}
		if best == nil || set.before(f, best) {
			best = f
		}
	}
	return best
}

// before reports whether a comes before b.
func (s *Settings) before(a, b *free) bool {
	if s.OfferBy == "longest" {
		return a.last < b.last || a.last == b.last && a.load < b.load
	}
	return a.load < b.load || a.load == b.load && a.last < b.last
}

// freeAgents are those of the team who are on, with what they have in hand.
func freeAgents(team int64) ([]*free, error) {
	ids, err := onShift(team)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var work []struct {
		Owner int64
		Load  int64
		Last  string
	}
	open := sdk.Empty("ended_at", true)
	_, err = chats.Aggregate(sdk.Group{
		Where: sdk.All(sdk.In("owner", ids...), sdk.Any(open, sdk.Gt("taken_at", ago(24*60)))), By: []sdk.By{{Field: "owner"}},
		Figures: []sdk.Figure{{Fn: "count", As: "load", Where: open}, {Fn: "max", Field: "taken_at", As: "last"}}, Limit: 200,
	}, &work)
	if err != nil {
		return nil, err
	}
	asked, err := chats.Find(sdk.Query{Where: sdk.All(open, sdk.Empty("owner", true), sdk.Gt("offered_until", now())), Sort: "id", Limit: 200})
	if err != nil {
		return nil, err
	}
	list := make([]*free, len(ids))
	for i, id := range ids {
		f := &free{id: id}
		for _, w := range work {
			if w.Owner == id {
				f.load, f.last = w.Load, w.Last
			}
		}
		for j := range asked.Rows {
			f.asked = f.asked || asked.Rows[j].Value.Offered == id
		}
		list[i] = f
	}
	return list, nil
}

// addID and hasID keep a few numbers in a text: " 3 17 ".
func addID(list string, id int64) string {
	if hasID(list, id) || len(list) > 150 {
		return list
	}
	return strings.TrimSpace(list + " " + itoa(id))
}

func hasID(list string, id int64) bool { return strings.Contains(" "+list+" ", " "+itoa(id)+" ") }
