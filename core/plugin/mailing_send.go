package plugin

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// EventMailing has a mailing written to one person. Its payload is a mailingDue, its
// plugin whose mailing it is. No plugin may watch it.
const EventMailing = "plugin.mailing"

// MailingsWatcher is the name of who writes mailings, in the queue.
const MailingsWatcher = "mailings"

// mailingTime is what a guest may take to write one letter.
const mailingTime = 20 * time.Second

// maxLetterText bounds the text of one, in bytes.
const maxLetterText = 16_000

type mailingDue struct {
	Mailing core.MailingID `json:"mailing"`
	User    core.UserID    `json:"user"`
	Due     time.Time      `json:"due"`
}

// readers are the host calls that a guest may make for somebody who has not asked
// for it: they change nothing, and tell nobody.
var readers = map[abi.Op]bool{
	abi.HostTicketsGet: true, abi.HostTicketsList: true, abi.HostTicketsFigures: true, abi.HostPeopleGet: true, abi.HostPeopleFind: true,
	abi.HostTeamsList: true, abi.HostRolesList: true, abi.HostAccessMay: true, abi.HostRecordsGet: true, abi.HostRecordsQuery: true, abi.HostRecordsFile: true,
	abi.HostSettingsGet: true, abi.HostKVGet: true, abi.HostServicesCall: true, abi.HostI18nText: true, abi.HostMarkdownText: true,
}

// SendDue asks for the letters of all mailings whose time has come: one for each
// person, written soon after on any node. A mailing whose owner is gone, or holds
// the key of its kind no more, is put to rest. Call it once a minute.
func (m *Manager) SendDue(ctx context.Context) error {
	const op, some = "plugin.SendDue", 100
	for {
		due, err := m.Mailings.DueMailings(ctx, m.Clock.Now(), some)
		if err != nil {
			return core.Wrap(op, err)
		}
		for i := range due {
			if err := m.sendDue(ctx, &due[i]); err != nil {
				return core.Wrap(op, err)
			}
		}
		if len(due) < some {
			return nil
		}
	}
}

func (m *Manager) sendDue(ctx context.Context, mailing *core.Mailing) error {
	now := m.Clock.Now()
	next, err := mailing.Rhythm.Next(now)
	if err != nil {
		return err
	}
	stop := core.MailingStop("")
	u := m.snap.Load().units[mailing.Plugin]
	if u != nil {
		if _, stop, err = m.mailingOwner(ctx, u, mailing); err != nil {
			return err
		}
	}
	return m.Tx.InTx(ctx, func(ctx context.Context) error {
		took, err := m.Mailings.AdvanceMailing(ctx, mailing.ID, mailing.Next, next)
		if err != nil || !took || u == nil {
			return err // a plugin that is off writes nothing, and makes up for nothing
		}
		if stop != "" {
			mailing.Next, mailing.PausedAt, mailing.Stopped = next, now, stop
			return m.Mailings.PutMailing(ctx, mailing)
		}
		users, err := m.Mailings.TeamPeople(ctx, mailing.Teams)
		if err != nil {
			return err
		}
		users = append(users, mailing.Users...)
		slices.Sort(users)
		var events []core.Event
		for _, user := range slices.Compact(users) {
			if slices.Contains(mailing.Left, user) {
				continue
			}
			body, err := json.Marshal(mailingDue{Mailing: mailing.ID, User: user, Due: mailing.Next})
			if err != nil {
				return err
			}
			events = append(events, core.Event{Type: EventMailing, Actor: mailing.Owner, Plugin: mailing.Plugin, At: now, Payload: body})
		}
		return m.Outbox.Append(ctx, events...)
	})
}

// mailingOwner returns who answers for a mailing, or why nobody does any more.
func (m *Manager) mailingOwner(ctx context.Context, u *unit, mailing *core.Mailing) (*rbac.Subject, core.MailingStop, error) {
	owner, err := m.svc.People.SubjectByID(ctx, mailing.Owner)
	if core.IsKind(err, core.KindNotFound) || core.IsKind(err, core.KindUnauthenticated) {
		return nil, core.MailingOwnerGone, nil
	}
	if err != nil {
		return nil, "", err
	}
	kind := u.manifest.Mailing(mailing.Name)
	if kind == nil || !owner.Holds(kind.Perm) {
		return nil, core.MailingOwnerMayNot, nil
	}
	return owner, "", nil
}

// WantsMailing and WriteMailing make the manager the watcher MailingsWatcher.
func (m *Manager) WantsMailing(eventType string) bool { return eventType == EventMailing }

// WriteMailing has a plugin write one letter, with the rights of the person that it
// goes to and for reading only, and sends it to that person and nobody else. An
// event that comes twice is written once.
func (m *Manager) WriteMailing(ctx context.Context, e core.Event) error {
	const op = "plugin.WriteMailing"
	var due mailingDue
	if err := json.Unmarshal(e.Payload, &due); err != nil {
		return core.Wrap(op, err)
	}
	mailing, err := m.Mailings.Mailing(ctx, due.Mailing)
	if core.IsKind(err, core.KindNotFound) {
		return nil
	}
	if err != nil {
		return core.Wrap(op, err)
	}
	settled, err := m.Mailings.SettledFate(ctx, due.Mailing, due.User, due.Due)
	u := m.snap.Load().units[mailing.Plugin]
	if err != nil || settled || u == nil || !mailing.PausedAt.IsZero() || slices.Contains(mailing.Left, due.User) {
		return core.Wrap(op, err)
	}
	letter, fate, cause := m.letterTo(ctx, u, mailing, &due)
	err = m.Tx.InTx(ctx, func(ctx context.Context) error {
		now := m.Clock.Now()
		f := core.MailingFate{Mailing: due.Mailing, User: due.User, Due: due.Due, At: now, Fate: fate}
		took, err := m.Mailings.PutFate(ctx, &f)
		if err != nil || !took || letter == nil {
			return err
		}
		body, err := json.Marshal(letter)
		if err != nil {
			return err
		}
		return m.Outbox.Append(ctx, core.Event{Type: people.EventNotice, Actor: mailing.Owner, Plugin: mailing.Plugin, At: now, Payload: body})
	})
	if err == nil {
		err = cause
	}
	return core.Wrap(op, err)
}

// letterTo writes one letter; without one, the fate says why. An error is one to
// try again after.
func (m *Manager) letterTo(ctx context.Context, u *unit, mailing *core.Mailing, due *mailingDue) (*people.Notice, core.Fate, error) {
	owner, stop, err := m.mailingOwner(ctx, u, mailing)
	if err != nil {
		return nil, core.FateFailed, err
	}
	if stop != "" {
		return nil, core.FateDenied, nil // the next time puts it to rest
	}
	who, err := m.svc.People.SubjectByID(ctx, due.User)
	if core.IsKind(err, core.KindNotFound) || core.IsKind(err, core.KindUnauthenticated) {
		return nil, core.FateGone, nil
	}
	if err != nil {
		return nil, core.FateFailed, err
	}
	seen, err := m.personNames(ctx, owner, []int64{int64(due.User)})
	if err != nil {
		return nil, core.FateFailed, err
	}
	if _, ok := seen[int64(due.User)]; !ok && due.User != owner.User {
		return nil, core.FateUnseen, nil
	}
	reader, err := m.svc.People.User(ctx, who, due.User)
	if err != nil {
		return nil, core.FateFailed, err
	}
	c := m.newCall(u, who, Locale{Language: reader.Locale, Timezone: reader.Timezone})
	c.reading = true
	raw, err := c.do(ctx, abi.OpMailing, &abi.MailingRequest{
		Name: mailing.Name, Title: mailing.Title, Payload: abi.JSON(mailing.Payload), OwnerID: int64(owner.User), OwnerName: owner.Name,
		DueAt: abi.TimeOf(due.Due), Caller: c.caller(),
	}, "mailing "+mailing.Name, mailingTime)
	switch {
	case core.IsKind(err, core.KindForbidden) || core.IsKind(err, core.KindNotFound):
		return nil, core.FateDenied, nil
	case err != nil:
		return nil, core.FateFailed, err
	}
	var l abi.MailingLetter
	if err := decode(raw, &l); err != nil {
		return nil, core.FateFailed, err
	}
	if strings.TrimSpace(l.Title) == "" {
		return nil, core.FateNothing, nil
	}
	n := &abi.Notice{UserID: int64(due.User), Title: l.Title, Text: l.Text, Href: l.Href, Label: l.Label}
	if err := checkNotice(n, maxLetterText); err != nil {
		return nil, core.FateFailed, err
	}
	letter := m.noticeOf(u, n, true)
	if letter.Print, err = m.printOrder(u, l.Print, l.PrintParams); err != nil {
		return nil, core.FateFailed, err
	}
	return letter, core.FateSent, nil
}
