package core

import "time"

// MailingID is a mailing's number.
type MailingID int64

// Mailing is a letter that a plugin writes to people at set times, to each of them
// with what that person may see.
type Mailing struct {
	ID     MailingID
	Plugin PluginID
	// Name says which of the plugin's kinds of mailing it is.
	Name string
	// Owner set it up and answers for it: without their permission nothing is sent.
	Owner UserID
	// Title is what the owner calls it, Payload what the plugin needs to write it.
	Title   string
	Payload []byte
	// Users and Teams get it, but for those who have Left it.
	Users []UserID
	Teams []TeamID
	Left  []UserID
	Rhythm
	// Next is when it is due, PausedAt since when it rests; zero: it does not.
	Next, PausedAt time.Time
	// Stopped says why the helpdesk itself has put it to rest.
	Stopped MailingStop
}

// MailingStop is why a mailing was put to rest by the helpdesk.
type MailingStop string

// Reasons for a MailingStop.
const (
	// MailingOwnerGone: its owner is not there any more, or switched off.
	MailingOwnerGone MailingStop = "gone"
	// MailingOwnerMayNot: its owner does not hold the key any more.
	MailingOwnerMayNot MailingStop = "denied"
)

// MailingFate is what became of a mailing for one person the last time.
type MailingFate struct {
	Mailing MailingID
	User    UserID
	// Due is the time that it was sent for, At when that was settled.
	Due, At time.Time
	Fate    Fate
}

// Fate is how sending to one person ended.
type Fate string

// Fates.
const (
	FateSent    Fate = "sent"
	FateDenied  Fate = "denied"  // the person may not see it any more
	FateUnseen  Fate = "unseen"  // the owner does not see the person any more
	FateGone    Fate = "gone"    // the person is not there any more, or switched off
	FateNothing Fate = "nothing" // there was nothing to write
	FateFailed  Fate = "failed"  // it is tried again
)

// Rhythm says when something happens again and again: every day, week or month at
// an hour of a time zone.
type Rhythm struct {
	Every string // day, week or month
	// Day is 1 for Monday to 7 for Sunday of a week, or of a month 1 to 31, its last
	// day where it is shorter.
	Day  int
	Hour int
	Zone string // IANA
}

// Check reports whether the rhythm is one: KindInvalid with the field.
func (r *Rhythm) Check() error {
	const op = "core.Rhythm"
	last := map[string]int{"day": 0, "week": 7, "month": 31}
	days, ok := last[r.Every]
	switch {
	case !ok:
		return InvalidField(op, "every", "It happens every day, week or month.")
	case days > 0 && (r.Day < 1 || r.Day > days):
		return InvalidField(op, "day", "Choose a day from 1 to %d.", days)
	case r.Hour < 0 || r.Hour > 23:
		return InvalidField(op, "hour", "Choose an hour from 0 to 23.")
	}
	if _, err := time.LoadLocation(r.Zone); err != nil || r.Zone == "" || r.Zone == "Local" {
		return InvalidField(op, "zone", "There is no such time zone.")
	}
	return nil
}

// Next is the first time after a moment. An hour that a day leaves out, because the
// clocks go forward, is the one behind it; one that comes twice is taken once.
func (r *Rhythm) Next(after time.Time) (time.Time, error) {
	if err := r.Check(); err != nil {
		return time.Time{}, err
	}
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return time.Time{}, err
	}
	year, month, day := after.In(zone).Date()
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, r.Hour, 0, 0, 0, zone) }
	for step := range 40 {
		var t time.Time
		switch r.Every {
		case "month":
			y, m, _ := time.Date(year, month+time.Month(step), 1, 0, 0, 0, 0, time.UTC).Date()
			t = at(y, m, min(r.Day, time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()))
		default:
			t = at(year, month, day+step)
			if r.Every == "week" && int(t.Weekday()+6)%7+1 != r.Day {
				continue
			}
		}
		if t.After(after) {
			return t.UTC(), nil
		}
	}
	return time.Time{}, Errorf("core.Rhythm", KindInternal, "")
}
