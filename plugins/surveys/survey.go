package main

import (
	"strconv"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// The states of a survey, and the occasions on which one is offered.
const (
	draft  = "draft"
	active = "active"
	paused = "paused"

	onTicket = "ticket"
	onChat   = "chat"
)

var occasions = []string{onTicket, onChat}

// Survey is a row of the collection: what is asked, when, and what follows.
type Survey struct {
	Name         string     `json:"name"`
	State        string     `json:"state"`
	Occasion     string     `json:"occasion"`
	Questions    []Question `json:"questions"`
	Subject      string     `json:"subject"` // of the letter
	Intro        string     `json:"intro"`
	Thanks       string     `json:"thanks"`
	Teams        []int64    `json:"teams"` // none: all
	Share        int64      `json:"share"` // percent
	RestDays     int64      `json:"rest_days"`
	DelayHours   int64      `json:"delay_hours"`
	OpenDays     int64      `json:"open_days"`
	Low          int64      `json:"low"` // stars up to this many are bad; 0: none are
	TellAssignee bool       `json:"tell_assignee"`
	TellPeople   []int64    `json:"tell_people"`
	FollowUp     bool       `json:"follow_up"`
}

// The kinds of question.
const (
	askStars  = "stars"  // 1 to 5
	askScale  = "scale"  // 0 to 10, how likely they are to recommend
	askChoice = "choice" // one of Options
	askText   = "text"
)

var kinds = []string{askStars, askScale, askChoice, askText}

// Question is one of a survey's. The first with stars gives the stars of the
// rating, the first scale its recommendation.
type Question struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Label    string   `json:"label"`
	Options  []string `json:"options,omitempty"`
	Required bool     `json:"required,omitempty"`
}

const (
	maxQuestions = 20
	maxOptions   = 20
	maxLabel     = 300 // bytes
	maxOption    = 100 // bytes
)

var surveys = sdk.Collection[Survey]{Name: "surveys"}

// activeSurveys are those of an occasion, the oldest first: the first that fits is
// the one that is offered.
func activeSurveys(occasion string) ([]sdk.Row[Survey], error) {
	found, err := surveys.Find(sdk.Query{Where: sdk.All(sdk.Eq("state", active), sdk.Eq("occasion", occasion)), Sort: "id", Limit: 100})
	if err != nil {
		return nil, err
	}
	return found.Rows, nil
}

// surveyNames are the names by number, for people who see figures but not surveys.
func surveyNames() (map[int64]string, error) {
	names := map[int64]string{}
	return names, sdk.AsItself(func() error {
		found, err := surveys.Find(sdk.Query{Sort: "id", Limit: 200})
		if err != nil {
			return err
		}
		for i := range found.Rows {
			names[found.Rows[i].ID] = found.Rows[i].Value.Name
		}
		return nil
	})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// rfc writes a moment as blocks and records take it.
func rfc(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func isOneOf[T comparable](v T, list []T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
