package tickets

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
)

// Moment is a kind of recorded moment in a ticket's life. Filters ask for
// tickets by it, and reports count it.
type Moment string

const (
	// Created is when the ticket came in.
	Created Moment = "created"
	// FirstResponse is the first reply by an employee, by whom.
	FirstResponse Moment = "first_response"
	// Resolved is when it was solved or closed as it is now: not of a ticket that
	// was opened again.
	Resolved Moment = "resolved"
	// SolvedOnce is each time it was solved or closed, by whom.
	SolvedOnce Moment = "solved"
	// ReopenedOnce is each time it was opened again, by whom.
	ReopenedOnce Moment = "reopened"
	// Replied is each reply of an employee, by whom.
	Replied Moment = "replied"
	// Worked is each reply or private note of an employee, by whom.
	Worked Moment = "worked"
	// ActiveThen is any moment with work left on it.
	ActiveThen Moment = "active"
)

var moments = []Moment{Created, FirstResponse, Resolved, SolvedOnce, ReopenedOnce, Replied, Worked, ActiveThen}

// column reports whether a ticket has at most one such moment, in a field of its own.
func (m Moment) column() bool { return m == Created || m == FirstResponse || m == Resolved }

// personal reports whether somebody brought such a moment about.
func (m Moment) personal() bool { return m != Created && m != Resolved && m != ActiveThen }

// When is a condition on one moment of a ticket: that there was one between From
// and To. Its text is "moment~from~to", with "~by=12", "~hour=33~zone=…" or
// "~never" behind it; times are RFC 3339 or empty.
type When struct {
	Of Moment
	// From is the first moment, To the one after the last; zero sets no bound. For
	// ActiveThen only To counts: there was work left just before it.
	From, To time.Time
	// By is who did it, where somebody does; zero is anybody.
	By core.UserID
	// Hour, if not nil, is the hour of the week in Zone: 0 is Monday from midnight
	// to one, 167 the last of Sunday. Both bounds are needed then.
	Hour *int
	Zone string // IANA
	// Never asks for tickets without such a moment.
	Never bool
}

// String spells the condition; ParseWhen reads it.
func (w When) String() string {
	var b strings.Builder
	at := func(t time.Time) {
		b.WriteByte('~')
		if !t.IsZero() {
			b.WriteString(t.UTC().Format(time.RFC3339Nano))
		}
	}
	b.WriteString(string(w.Of))
	at(w.From)
	at(w.To)
	if w.By != 0 {
		b.WriteString("~by=" + strconv.FormatInt(int64(w.By), 10))
	}
	if w.Hour != nil {
		b.WriteString("~hour=" + strconv.Itoa(*w.Hour) + "~zone=" + w.Zone)
	}
	if w.Never {
		b.WriteString("~never")
	}
	return b.String()
}

// MarshalText implements encoding.TextMarshaler.
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (w *When) UnmarshalText(b []byte) (err error) {
	*w, err = ParseWhen(string(b))
	return err
}

// Limits of conditions on moments.
const (
	maxWhenText = 300 // bytes
	maxWhens    = 8
)

// ParseWhen reads a condition. KindInvalid names the field when.
func ParseWhen(s string) (When, error) {
	const op = "tickets.ParseWhen"
	bad := core.InvalidField(op, "when", "%.80q is no condition on a moment; write one like created~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z.", s)
	parts := strings.Split(s, "~")
	if len(s) > maxWhenText || len(parts) > 8 {
		return When{}, bad
	}
	w := When{Of: Moment(parts[0])}
	for i, to := range []*time.Time{&w.From, &w.To} {
		if len(parts) <= i+1 || parts[i+1] == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, parts[i+1])
		if err != nil {
			return When{}, bad
		}
		*to = t.UTC().Truncate(time.Microsecond)
	}
	for _, part := range parts[min(3, len(parts)):] {
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.ParseInt(value, 10, 64)
		switch {
		case part == "never":
			w.Never = true
		case name == "zone":
			w.Zone = value
		case name == "by" && err == nil:
			w.By = core.UserID(n)
		case name == "hour" && err == nil && n >= 0 && n < hoursOfWeek:
			hour := int(n)
			w.Hour = &hour
		default:
			return When{}, bad
		}
	}
	return w, w.check()
}

// check validates the condition.
func (w *When) check() error {
	const op = "tickets.When"
	invalid := func(text string, args ...any) error { return core.InvalidField(op, "when", text, args...) }
	switch {
	case !slices.Contains(moments, w.Of):
		return invalid("%.40q is no moment; use one of %q.", string(w.Of), moments)
	case tooFar(w.From) || tooFar(w.To):
		return invalid("Choose days of this century.")
	case !w.From.IsZero() && !w.To.IsZero() && !w.From.Before(w.To):
		return invalid("The end must come after the beginning.")
	case w.By < 0 || w.By != 0 && !w.Of.personal():
		return invalid("Nobody in particular does what %q says.", string(w.Of))
	case w.Of == ActiveThen && (w.To.IsZero() || w.Never || w.Hour != nil):
		return invalid("Say until when a ticket had work left.")
	case w.Hour == nil:
		return nil
	case w.From.IsZero() || w.To.IsZero():
		return invalid("An hour of the week needs a period.")
	}
	_, err := stepsOf(w.Zone, w.From, w.To)
	return err
}

func tooFar(t time.Time) bool { return !t.IsZero() && (t.Year() < 1970 || t.Year() > 2200) }

// Steps are the offsets that Hour is told by. w is valid.
func (w *When) Steps() []ZoneStep {
	steps, err := stepsOf(w.Zone, w.From, w.To)
	if err != nil {
		return []ZoneStep{{}} // cannot be: check has loaded the zone
	}
	return steps
}

// matches reports whether the condition holds for t, as far as the ticket itself
// tells: a moment that only its history knows is taken for missing.
func (w *When) matches(t *Ticket) bool {
	var at time.Time
	var by core.UserID
	switch w.Of {
	case Created:
		at = t.CreatedAt
	case FirstResponse:
		at, by = t.FirstResponseAt, t.Facts.FirstResponder
	case Resolved:
		at = t.ResolvedAt
	}
	found := !at.IsZero() && (w.From.IsZero() || !at.Before(w.From)) && (w.To.IsZero() || at.Before(w.To)) && (w.By == 0 || w.By == by)
	if found && w.Hour != nil {
		found = hourOfWeek(w.Steps(), at) == *w.Hour
	}
	return found != w.Never
}
