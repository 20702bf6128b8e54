package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
)

const (
	hoursOfWeek = 168
	// mondayHours are the hours from a Monday to the Thursday on which 1970 began.
	mondayHours = 72
)

// ZoneStep says by how much local time is ahead of UTC from a moment on.
type ZoneStep struct {
	From   time.Time // zero in the first step
	Offset time.Duration
}

// loadZone finds a time zone; empty is UTC. KindInvalid names the field zone.
func loadZone(name string) (*time.Location, error) {
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" || len(name) > 60 {
		return nil, core.InvalidField("tickets.loadZone", "zone", "%.60q is no time zone.", name)
	}
	return loc, nil
}

// stepsOf lists the offsets of a zone between two moments, so that a database
// which knows no zones can tell what day and hour it was.
func stepsOf(zone string, from, to time.Time) ([]ZoneStep, error) {
	loc, err := loadZone(zone)
	if err != nil {
		return nil, err
	}
	offset := func(t time.Time) time.Duration {
		_, seconds := t.In(loc).Zone()
		return time.Duration(seconds) * time.Second
	}
	steps := []ZoneStep{{Offset: offset(from)}}
	for t := from; t.Before(to); {
		_, end := t.In(loc).ZoneBounds()
		if end.IsZero() || !end.Before(to) {
			break
		}
		steps = append(steps, ZoneStep{From: end.UTC(), Offset: offset(end)})
		t = end
	}
	return steps, nil
}

// local is a moment's microseconds since 1970 on the clock of the place.
func local(steps []ZoneStep, at time.Time) int64 {
	offset := steps[0].Offset
	for _, s := range steps[1:] {
		if !at.Before(s.From) {
			offset = s.Offset
		}
	}
	return at.Add(offset).UnixMicro()
}

func hourOfWeek(steps []ZoneStep, at time.Time) int {
	return int((local(steps, at)/time.Hour.Microseconds() + mondayHours) % hoursOfWeek)
}
