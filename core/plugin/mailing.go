package plugin

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	maxMailingTitle   = 120 // bytes
	maxMailingPayload = 4 << 10
	maxMailingUsers   = 50
	maxMailingTeams   = 20
	// maxMailingsOf is how many one person may have with one plugin, maxMailings how
	// many a plugin may have in all.
	maxMailingsOf = 50
	maxMailings   = 2000
)

// mailingsList returns the mailings that the caller has set up, and those that come
// to them. Who else gets one, and how that went, is for its owner.
func (c *call) mailingsList(ctx context.Context, in []byte) (any, error) {
	var req abi.MailingQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	id, who := c.unit.manifest.ID, c.behind()
	all, err := c.m.Mailings.Mailings(ctx, id)
	if err != nil {
		return nil, err
	}
	fates, err := c.m.Mailings.Fates(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &abi.MailingList{}
	for i := range all {
		m := &all[i]
		named := (req.ID == 0 || req.ID == int64(m.ID)) && (req.Name == "" || req.Name == m.Name)
		if !named || who.User == 0 || m.Owner != who.User && !comesTo(m, who) {
			continue
		}
		item, err := c.mailing(ctx, m, fates)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// comesTo reports whether somebody is among those who get a mailing.
func comesTo(m *core.Mailing, who *rbac.Subject) bool {
	if slices.Contains(m.Left, who.User) {
		return false
	}
	return slices.Contains(m.Users, who.User) || slices.ContainsFunc(m.Teams, func(t core.TeamID) bool { return slices.Contains(who.Teams, t) })
}

// mailing is one as the caller may see it.
func (c *call) mailing(ctx context.Context, m *core.Mailing, fates []core.MailingFate) (abi.Mailing, error) {
	who := c.behind()
	out := abi.Mailing{
		ID: int64(m.ID), Name: m.Name, Title: m.Title, Payload: abi.JSON(m.Payload), Every: m.Every, Day: int64(m.Day), Hour: int64(m.Hour), Zone: m.Zone,
		Paused: !m.PausedAt.IsZero(), OwnerID: int64(m.Owner), NextAt: abi.TimeOf(m.Next), Stopped: string(m.Stopped),
	}
	ask := []int64{int64(m.Owner)}
	mine := m.Owner == who.User
	for _, f := range fates {
		if mine && f.Mailing == m.ID {
			ask = append(ask, int64(f.User))
		}
	}
	names, err := c.m.personNames(ctx, who, ask)
	if err != nil {
		return out, err
	}
	if out.OwnerName = names[int64(m.Owner)].Name; !mine {
		return out, nil
	}
	for _, u := range m.Users {
		out.UserIDs = append(out.UserIDs, int64(u))
	}
	for _, t := range m.Teams {
		out.TeamIDs = append(out.TeamIDs, int64(t))
	}
	for _, f := range fates {
		if f.Mailing == m.ID {
			out.Fates = append(out.Fates, abi.MailingFate{UserID: int64(f.User), Name: names[int64(f.User)].Name, DueAt: abi.TimeOf(f.Due), Fate: string(f.Fate)})
		}
	}
	return out, nil
}

// mailingsPut keeps a mailing of the caller's, who must hold the key of its kind.
// Its owner is always the person behind the call: a plugin sets up nothing in
// somebody else's name, and nothing when nobody uses it.
func (c *call) mailingsPut(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.mailingsPut"
	var req abi.Mailing
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	who, id := c.person, c.unit.manifest.ID
	kind := c.unit.manifest.Mailing(req.Name)
	if kind == nil {
		return nil, core.InvalidField(op, "name", "The plugin declares no mailing of that name.")
	}
	if c.own != nil || who.Kind != core.ActorUser || who.User == 0 || who.Visitor != "" {
		return nil, core.Errorf(op, core.KindForbidden, "Only a person can have letters sent at set times.")
	}
	if err := who.Require(op, kind.Perm); err != nil {
		return nil, err
	}
	m, err := c.mailingFrom(ctx, &req)
	if err != nil {
		return nil, err
	}
	err = c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		all, err := c.m.Mailings.Mailings(ctx, id)
		if err != nil {
			return err
		}
		own := 0
		for i := range all {
			if all[i].ID == m.ID {
				if all[i].Owner != who.User || all[i].Name != m.Name {
					return errNoMailing(op)
				}
				m.Left, m.Next = all[i].Left, c.nextOf(&all[i], m)
				return c.m.Mailings.PutMailing(ctx, m)
			}
			if all[i].Owner == who.User {
				own++
			}
		}
		if m.ID != 0 {
			return errNoMailing(op)
		}
		if own >= maxMailingsOf || len(all) >= maxMailings {
			return core.Errorf(op, core.KindRateLimited, "There are too many of these already. Delete some first.")
		}
		return c.m.Mailings.PutMailing(ctx, m)
	})
	if err != nil {
		return nil, err
	}
	out, err := c.mailing(ctx, m, nil)
	return &out, err
}

func errNoMailing(op string) error {
	return core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
}

// nextOf keeps the next time of a mailing whose rhythm stays the same and that did
// not rest: an edit right before it is due takes nothing away.
func (c *call) nextOf(old, now *core.Mailing) time.Time {
	if old.Rhythm == now.Rhythm && old.PausedAt.IsZero() {
		return old.Next
	}
	return now.Next
}

// mailingFrom checks what the guest asks for.
func (c *call) mailingFrom(ctx context.Context, req *abi.Mailing) (*core.Mailing, error) {
	const op = "plugin.mailingsPut"
	title := strings.TrimSpace(req.Title)
	now := c.m.Clock.Now()
	m := &core.Mailing{
		ID: core.MailingID(req.ID), Plugin: c.unit.manifest.ID, Name: req.Name, Owner: c.person.User, Title: title, Payload: []byte(req.Payload),
		Users: typed[core.UserID](distinct(req.UserIDs)), Teams: typed[core.TeamID](distinct(req.TeamIDs)),
		Rhythm: core.Rhythm{Every: req.Every, Day: int(req.Day), Hour: int(req.Hour), Zone: req.Zone},
	}
	if m.Every == "day" {
		m.Day = 0
	}
	switch {
	case title == "" || len(title) > maxMailingTitle || strings.ContainsAny(title, "\r\n\x00"):
		return nil, core.InvalidField(op, "title", "Give it a title of one line, at most %d bytes.", maxMailingTitle)
	case len(m.Payload) > maxMailingPayload || len(m.Payload) > 0 && !json.Valid(m.Payload):
		return nil, core.InvalidField(op, "payload", "What the plugin keeps for a mailing is JSON of at most %d bytes.", maxMailingPayload)
	case len(m.Users)+len(m.Teams) == 0:
		return nil, core.InvalidField(op, "user_ids", "Choose who gets it.")
	case len(m.Users) > maxMailingUsers:
		return nil, core.InvalidField(op, "user_ids", "Choose at most %d people, or a team.", maxMailingUsers)
	case len(m.Teams) > maxMailingTeams:
		return nil, core.InvalidField(op, "team_ids", "Choose at most %d teams.", maxMailingTeams)
	}
	next, err := m.Rhythm.Next(now)
	if err != nil {
		return nil, err
	}
	if m.Next = next; req.Paused {
		m.PausedAt = now
	}
	if len(m.Payload) == 0 {
		m.Payload = []byte("{}")
	}
	known, err := c.m.personNames(ctx, c.person, distinct(req.UserIDs))
	if err != nil {
		return nil, err
	}
	for _, u := range m.Users {
		if _, ok := known[int64(u)]; !ok && u != c.person.User {
			return nil, core.InvalidField(op, "user_ids", "There is no such person, or they are not yours to see.")
		}
	}
	teams, err := c.m.teamNames(ctx, c.person, distinct(req.TeamIDs))
	if err != nil {
		return nil, err
	}
	for _, t := range m.Teams {
		if _, ok := teams[int64(t)]; !ok {
			return nil, core.InvalidField(op, "team_ids", "There is no such team.")
		}
	}
	return m, nil
}

func distinct(ids []int64) []int64 {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}

// mailingsDelete removes a mailing of the caller's; one of somebody else's that
// comes to them they leave.
func (c *call) mailingsDelete(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.mailingsDelete"
	var req abi.MailingQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	who := c.person
	if c.own != nil || who.Kind != core.ActorUser || who.User == 0 || who.Visitor != "" {
		return nil, errNoMailing(op)
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		m, err := c.m.Mailings.Mailing(ctx, core.MailingID(req.ID))
		switch {
		case err != nil:
			return err
		case m.Plugin != c.unit.manifest.ID:
			return errNoMailing(op)
		case m.Owner == who.User:
			return c.m.Mailings.DeleteMailing(ctx, m.ID)
		case !comesTo(m, who):
			return errNoMailing(op)
		}
		m.Left = append(m.Left, who.User)
		return c.m.Mailings.PutMailing(ctx, m)
	})
}
