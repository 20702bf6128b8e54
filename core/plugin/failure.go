package plugin

import (
	"context"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// trusted reports whether a failure that who ran into may switch a plugin off for
// everybody: people who work here, and work without a person.
func trusted(who *rbac.Subject) bool { return who.Kind == core.ActorSystem || isAgent(who) }

// failure is one that speaks against a plugin.
type failure struct {
	place, why string
	// cause is that of breaker.fail.
	cause string
	grave bool
}

// note counts the outcome of a call. Answers in good order, overload, a slow host
// and callers who left do not count: see sandbox.Failure.Broken.
func (u *unit) note(err error, place, cause string, grave bool) {
	if f := sandbox.Why(err); err != nil && f != nil && f.Broken() {
		u.failed(failure{place: place, why: message(err), cause: cause, grave: grave})
	}
}

// failed counts a failure, also one that no call ended with, such as a document
// that is refused.
func (u *unit) failed(f failure) {
	if u.report == nil {
		return // tried out before it is switched on: the failure is the answer
	}
	u.report(f, u.breaker.fail(f.why, f.cause, f.grave))
}

// failedUnit writes down a failure of an enabled plugin, and switches it off if it
// is one too many: beside the call, which may be within a transaction.
func (m *Manager) failedUnit(u *unit, f failure, stop bool) {
	m.logOf(u.manifest.ID).Add(abi.LevelError, f.place+": "+f.why)
	at := m.Clock.Now()
	m.aside.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), asideTime)
		defer cancel()
		err := m.Tx.InTx(ctx, func(ctx context.Context) error {
			return m.History.AddFailure(ctx, u.manifest.ID, &core.PluginFailure{
				At: at, Version: u.manifest.Version, Place: f.place, Why: f.why, Counted: f.grave,
			})
		})
		if err != nil {
			m.Log.ErrorContext(ctx, "plugin: failure not written down", "plugin", string(u.manifest.ID), "error", err)
		}
		if !stop {
			return
		}
		if err := m.stop(ctx, u, f.why); err != nil {
			m.Log.ErrorContext(ctx, "plugin: not switched off after failures", "plugin", string(u.manifest.ID), "error", err)
			u.breaker.release()
		}
	})
}

// asideTime is what writing down a failure may take, countTime counting rows.
const (
	asideTime = 30 * time.Second
	countTime = 10 * time.Minute
)

// Settle waits until what failures have set off is done. Call it before the
// database is closed.
func (m *Manager) Settle() { m.aside.Wait() }

// StoppedTitle and StoppedText tell that a plugin was switched off, with its name and
// its last failure in their places; whoever shows them says them in the reader's
// language.
const (
	StoppedTitle = "The plugin %s was switched off."
	StoppedText  = "It failed three times within ten minutes, the last time like this:\n\n%s\n\nIts page says more. Switch it on again when the cause is gone, go back to the version before, or leave it off."
)

// stop switches a plugin off that has failed too often, on every node, and tells
// those who may switch it on again. Its keys sleep and its pages are gone; what it
// has to agree to (a will-hook that fails closed) is refused until somebody
// decides. Nothing happens when it is off, or another version, already.
func (m *Manager) stop(ctx context.Context, u *unit, why string) error {
	m.life.Lock()
	defer m.life.Unlock()
	id := u.manifest.ID
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, _, err := m.rowsFor(ctx, id)
		if err != nil || row == nil || row.State != core.PluginEnabled || row.Hash != u.file.hash {
			return err
		}
		before := *row
		row.State, row.UpdatedAt = core.PluginDisabled, m.Clock.Now()
		row.StoppedAt, row.StoppedWhy = row.UpdatedAt, why
		if err := m.Store.PutInstallation(ctx, row); err != nil {
			return err
		}
		if err := m.tell(ctx, systemActor, "plugin.stopped", id, stateOf(&before), map[string]any{"state": row.State, "version": row.Version, "why": why}); err != nil {
			return err
		}
		return m.svc.People.TellHolders(ctx, keyPlugins, people.Notice{
			From:  "Pegboard",
			Title: fmt.Sprintf(StoppedTitle, u.manifest.Name),
			Text:  fmt.Sprintf(StoppedText, why),
			Path:  "/app/plugins/" + string(id),
		})
	})
	if err != nil {
		return err
	}
	return m.loadLocked(ctx)
}

// Failures returns what is remembered of a plugin's failures, newest first. It
// needs settings.plugins.
func (m *Manager) Failures(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]core.PluginFailure, error) {
	const op = "plugin.Failures"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	list, err := m.History.Failures(ctx, id)
	return list, core.Wrap(op, err)
}
