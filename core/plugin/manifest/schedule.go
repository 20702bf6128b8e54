package manifest

import (
	"fmt"
	"regexp"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is something the plugin does at certain times, without a person.
type Schedule struct {
	Name string `json:"name"`
	// Spec is a cron line of five fields or "@every 10m", in UTC.
	Spec string `json:"spec"`
}

// maxSchedules is how many a plugin may have.
const maxSchedules = 10

var scheduleName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (m *Manifest) checkSchedules() error {
	if len(m.Schedules) > maxSchedules {
		return fmt.Errorf("it has more than %d schedules", maxSchedules)
	}
	seen := map[string]bool{}
	for _, s := range m.Schedules {
		if !scheduleName.MatchString(s.Name) {
			return fmt.Errorf("the schedule name %q must be 1 to 40 lower-case letters, digits and underscores, beginning with a letter", s.Name)
		}
		if seen[s.Name] {
			return fmt.Errorf("the schedule %q is declared twice", s.Name)
		}
		seen[s.Name] = true
		plan, err := cron.ParseStandard(s.Spec)
		if err != nil {
			return fmt.Errorf(`the schedule %q must have a cron line of five fields, or "@every 10m"`, s.Name)
		}
		if every, ok := plan.(cron.ConstantDelaySchedule); ok && every.Delay < time.Minute {
			return fmt.Errorf("the schedule %q runs more often than once a minute", s.Name)
		}
	}
	if len(m.Schedules) > 0 && !m.Grants(Scheduled) {
		return fmt.Errorf("it has schedules and must ask for the capability %q", Scheduled)
	}
	return nil
}
