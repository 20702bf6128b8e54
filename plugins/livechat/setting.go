package main

import (
	"strings"
	"time"
	_ "time/tzdata" // the sandbox has no files to read zones from

	"pegboard.dev/pegboard/sdk"
)

// Settings are what the owner has set.
type Settings struct {
	Departments  string `json:"departments"`
	Offers       string `json:"offers"`
	OfferBy      string `json:"offer_by"`
	OfferSeconds int64  `json:"offer_seconds"`
	Capacity     int64  `json:"capacity"`
	Hours        string `json:"hours"`
	Holidays     string `json:"holidays"`
	Files        bool   `json:"files"`
	Timezone     string `json:"timezone"`
	Title        string `json:"title"`
	Intro        string `json:"intro"`
	Away         string `json:"away"`
	RequireEmail bool   `json:"require_email"`
	InviteAfter  int64  `json:"invite_after"`
	InviteText   string `json:"invite_text"`
	QuietMinutes int64  `json:"quiet_minutes"`
}

func settings() (*Settings, error) {
	set := &Settings{}
	return set, sdk.Settings(set)
}

// or is the text that the owner has set, else the plugin's own in the reader's language.
func or(set, key string) string {
	if set = strings.TrimSpace(set); set != "" {
		return set
	}
	return sdk.Text(key)
}

func ago(minutes int64) string {
	return time.Now().Add(-time.Duration(minutes) * time.Minute).UTC().Format(moment)
}

// Department is what a visitor chooses, and the team that it stands for.
type Department struct {
	Name string
	Team int64
}

// departments are those that the owner lists, or every team. A line whose team is
// not there is left out.
func (s *Settings) departments() ([]Department, error) {
	teams, err := sdk.People.Teams()
	if err != nil {
		return nil, err
	}
	var out []Department
	if strings.TrimSpace(s.Departments) == "" {
		for _, t := range teams {
			out = append(out, Department{t.Name, t.ID})
		}
		return out, nil
	}
	for _, line := range strings.Split(s.Departments, "\n") {
		name, team, named := strings.Cut(line, "=")
		name, team = strings.TrimSpace(name), strings.TrimSpace(team)
		if !named {
			team = name
		}
		for _, t := range teams {
			if name != "" && strings.EqualFold(t.Name, team) {
				out = append(out, Department{name, t.ID})
			}
		}
	}
	return out, nil
}

// open reports whether somebody is there at that time, by the owner's hours. Lines
// that cannot be read count for nothing.
func (s *Settings) open(at time.Time) bool {
	zone, err := time.LoadLocation(strings.TrimSpace(s.Timezone))
	if err != nil {
		zone = time.UTC
	}
	at = at.In(zone)
	if s.holiday(at) {
		return false
	}
	if strings.TrimSpace(s.Hours) == "" {
		return true
	}
	minute := at.Hour()*60 + at.Minute()
	for _, line := range strings.Split(s.Hours, "\n") {
		days, hours, ok := strings.Cut(strings.ToLower(strings.TrimSpace(line)), " ")
		first, last, whole := dayRange(days)
		from, to, clock := clockRange(hours)
		if !ok || !whole || !clock {
			continue
		}
		day := int(at.Weekday()+6) % 7 // from Monday
		within := first <= last && day >= first && day <= last || first > last && (day >= first || day <= last)
		if within && minute >= from && minute < to {
			return true
		}
	}
	return false
}

// holiday reports whether it is one of the days on which nobody is there. Lines that
// cannot be read count for nothing.
func (s *Settings) holiday(at time.Time) bool {
	day, yearly := at.Format("2006-01-02"), at.Format("01-02")
	for _, line := range strings.Split(s.Holidays, "\n") {
		line = strings.TrimSpace(line)
		first, last, span := strings.Cut(line, " - ")
		switch {
		case span && isDay(first) && isDay(last) && strings.TrimSpace(first) <= day && day <= strings.TrimSpace(last):
			return true
		case !span && line != "" && (line == day || line == yearly):
			return true
		}
	}
	return false
}

func isDay(s string) bool {
	_, err := time.Parse("2006-01-02", strings.TrimSpace(s))
	return err == nil
}

var days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// dayRange reads "mon-fri" or "sat".
func dayRange(s string) (first, last int, ok bool) {
	a, b, both := strings.Cut(s, "-")
	if !both {
		b = a
	}
	first, last = -1, -1
	for i, d := range days {
		if strings.HasPrefix(a, d) {
			first = i
		}
		if strings.HasPrefix(b, d) {
			last = i
		}
	}
	return first, last, first >= 0 && last >= 0
}

// clockRange reads "09:00-17:30" into minutes of the day.
func clockRange(s string) (from, to int, ok bool) {
	a, b, both := strings.Cut(strings.TrimSpace(s), "-")
	x, err := time.Parse("15:04", strings.TrimSpace(a))
	b = strings.TrimSpace(b)
	if b == "24:00" {
		return x.Hour()*60 + x.Minute(), 24 * 60, both && err == nil
	}
	y, err2 := time.Parse("15:04", b)
	return x.Hour()*60 + x.Minute(), y.Hour()*60 + y.Minute(), both && err == nil && err2 == nil
}
