package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Password is that of everybody in a helpdesk made here who can sign in:
// owner@bench.test and the agents agent1@bench.test and on.
const Password = "pegboard-bench"

// calllogs is the plugin whose panel is measured.
const calllogs core.PluginID = "calllogs"

// mark is the setting that tells a helpdesk made here from somebody's own.
const mark = "bench.made"

type made struct {
	Size  Size        `json:"size"`
	Owner core.UserID `json:"owner"`
	Agent core.UserID `json:"first_user"`
	At    time.Time   `json:"at"`
}

// Prepare returns the helpdesk behind a, filled to the given size. One that was
// made before at the same size is used again; any other data is refused.
func Prepare(ctx context.Context, a *app.App, tickets int, progress Progress) (*Helpdesk, *World, time.Duration, error) {
	settings := a.DB.Settings()
	raw, err := settings.Setting(ctx, mark)
	if err != nil {
		return nil, nil, 0, err
	}
	var m made
	var took time.Duration
	if raw != nil {
		if err := json.Unmarshal(raw, &m); err != nil {
			return nil, nil, 0, err
		}
		if m.Size.Tickets != tickets {
			return nil, nil, 0, fmt.Errorf("this helpdesk was made with %d tickets; ask for as many, or for another place", m.Size.Tickets)
		}
	} else {
		begin := time.Now()
		if m, err = fill(ctx, a, tickets, progress); err != nil {
			return nil, nil, 0, err
		}
		took = time.Since(begin)
	}
	w := NewWorld(m.Size, m.Agent, m.At)
	w.Messages = m.Size.Messages
	h := &Helpdesk{DB: a.DB, Tickets: a.Tickets, Owner: m.Owner, Subject: a.People.SubjectByID}
	if err := h.wirePanel(ctx, a); err != nil {
		return nil, nil, 0, err
	}
	return h, w, took, nil
}

// fill makes the helpdesk: its owner, roles and plugins through the services,
// its people and tickets by bulk.
func fill(ctx context.Context, a *app.App, tickets int, progress Progress) (made, error) {
	needed, err := a.People.SetupNeeded(ctx)
	if err != nil {
		return made{}, err
	}
	if !needed {
		return made{}, errors.New("this is somebody's helpdesk; the benchmark needs an empty place of its own")
	}
	token, err := a.People.SetupToken(ctx)
	if err != nil {
		return made{}, err
	}
	in, err := a.People.Setup(ctx, people.SetupInput{
		Token: token, Name: "Olive Owner", Email: "owner@bench.test", Password: Password, Preset: "standard", Company: "Bench",
	}, people.Meta{IP: "127.0.0.1"})
	if err != nil {
		return made{}, err
	}
	own := rbac.Role{Slug: restrictedRole, Name: "Restricted", Type: rbac.Employee, Scope: rbac.Own, Features: map[string]rbac.Setting{
		"console": {Level: rbac.Full}, "tickets": {Level: rbac.Modify, Plus: []rbac.Key{"tickets.search"}},
	}}
	if _, err := a.People.CreateRole(ctx, in.Subject, own); err != nil {
		return made{}, err
	}
	m := made{Size: SizeFor(tickets), Owner: in.Subject.User, Agent: in.Subject.User, At: time.Now().UTC()}
	w := NewWorld(m.Size, m.Agent, m.At)
	var hash string
	if err := a.DB.ReaderSQL().QueryRowContext(ctx, "SELECT password_hash FROM users WHERE email = 'owner@bench.test'").Scan(&hash); err != nil {
		return made{}, err
	}
	if err := w.Load(ctx, a.DB, hash, progress); err != nil {
		return made{}, err
	}
	m.Size = w.Size
	if err := a.DB.Tickets().RebuildIndex(ctx, func(done int) { progress("search index", done, tickets) }); err != nil {
		return made{}, err
	}
	if err := logCalls(ctx, a, in.Subject, w); err != nil {
		return made{}, err
	}
	if err := a.DB.AfterBulk(ctx); err != nil {
		return made{}, err
	}
	text, err := json.Marshal(m)
	if err != nil {
		return made{}, err
	}
	return m, a.DB.InTx(ctx, func(ctx context.Context) error { return a.DB.Settings().PutSetting(ctx, mark, text) })
}

// logCalls enables call logs and logs a thousand calls, three of them on the
// ticket whose panel is measured.
func logCalls(ctx context.Context, a *app.App, owner *rbac.Subject, w *World) error {
	if err := a.Plugins.Enable(ctx, owner, calllogs); err != nil {
		return err
	}
	who, err := a.People.SubjectByID(ctx, owner.User)
	if err != nil {
		return err
	}
	for i := range 1000 {
		ticket := i%(w.Tickets-1) + 1
		if i < 3 {
			ticket = w.Tickets / 2
		}
		body := fmt.Sprintf(`{"ticket":%d,"number":"+49 30 %06d","notes":"Called about the delivery.","duration":%d}`, ticket, i, 60+i%600)
		if _, err := a.Plugins.CreateRecord(ctx, who, calllogs, "calls", []byte(body)); err != nil {
			return err
		}
	}
	return nil
}

// wirePanel measures the panel through the sandbox against its query alone.
func (h *Helpdesk) wirePanel(ctx context.Context, a *app.App) error {
	calls, err := a.Plugins.Collection(calllogs, "calls")
	if err != nil {
		return err
	}
	h.Panel = func(ctx context.Context, who *rbac.Subject, id core.TicketID) error {
		_, err := a.Plugins.Render(ctx, who, calllogs, "calls", plugin.RenderInput{At: plugin.At{Ticket: id}})
		return err
	}
	h.Calls = func(ctx context.Context, who *rbac.Subject, id core.TicketID) error {
		q := records.Query{Where: &records.Filter{Field: "ticket", Op: records.Eq, Value: json.RawMessage(fmt.Sprint(id))}, Limit: 5}
		_, err := a.Plugins.Records().List(ctx, who, calls, q)
		return err
	}
	return nil
}
