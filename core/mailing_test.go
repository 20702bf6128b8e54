package core_test

import (
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
)

func TestRhythmNext(t *testing.T) {
	for _, c := range []struct {
		rhythm       core.Rhythm
		after, wants string
	}{
		{core.Rhythm{Every: "day", Hour: 7, Zone: "UTC"}, "2026-11-30T06:59:59Z", "2026-11-30T07:00:00Z"},
		{core.Rhythm{Every: "day", Hour: 7, Zone: "UTC"}, "2026-11-30T07:00:00Z", "2026-12-01T07:00:00Z"},
		{core.Rhythm{Every: "day", Hour: 7, Zone: "Asia/Tokyo"}, "2026-11-30T21:00:00Z", "2026-11-30T22:00:00Z"},
		{core.Rhythm{Every: "week", Day: 1, Hour: 8, Zone: "Europe/Berlin"}, "2026-11-30T07:00:00Z", "2026-12-07T07:00:00Z"},
		{core.Rhythm{Every: "week", Day: 7, Hour: 0, Zone: "UTC"}, "2026-11-30T07:00:00Z", "2026-12-06T00:00:00Z"},
		{core.Rhythm{Every: "month", Day: 31, Hour: 9, Zone: "UTC"}, "2027-01-31T09:00:00Z", "2027-02-28T09:00:00Z"},
		{core.Rhythm{Every: "month", Day: 1, Hour: 9, Zone: "UTC"}, "2026-12-01T09:00:00Z", "2027-01-01T09:00:00Z"},
		// The clocks of Berlin leave out 2:00 on March 28, and have it twice on October 31.
		{core.Rhythm{Every: "day", Hour: 2, Zone: "Europe/Berlin"}, "2027-03-27T12:00:00Z", "2027-03-28T01:00:00Z"},
		{core.Rhythm{Every: "day", Hour: 2, Zone: "Europe/Berlin"}, "2027-10-30T12:00:00Z", "2027-10-31T01:00:00Z"},
		{core.Rhythm{Every: "day", Hour: 2, Zone: "Europe/Berlin"}, "2027-10-31T01:00:00Z", "2027-11-01T01:00:00Z"},
		{core.Rhythm{Every: "day", Hour: 8, Zone: "Europe/Berlin"}, "2027-10-30T12:00:00Z", "2027-10-31T07:00:00Z"},
	} {
		after, err := time.Parse(time.RFC3339, c.after)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.rhythm.Next(after)
		if err != nil || got.Format(time.RFC3339) != c.wants {
			t.Errorf("%+v after %s: %s, want %s (%v)", c.rhythm, c.after, got.Format(time.RFC3339), c.wants, err)
		}
	}
}

func TestRhythmCheck(t *testing.T) {
	for _, r := range []core.Rhythm{
		{Every: "hour", Zone: "UTC"}, {Every: "day", Hour: 24, Zone: "UTC"}, {Every: "day", Hour: -1, Zone: "UTC"}, {Every: "week", Day: 8, Zone: "UTC"},
		{Every: "week", Zone: "UTC"}, {Every: "month", Day: 32, Zone: "UTC"}, {Every: "day"}, {Every: "day", Zone: "Local"}, {Every: "day", Zone: "Mars/North"},
	} {
		if _, err := r.Next(time.Now()); !core.IsKind(err, core.KindInvalid) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}
