package app_test

import (
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/store/storetest"
)

// pages says of every address without a declared permission why it needs none.
// The portal's pages ask the same services as the API does, with the same
// actor; what they show is decided there.
var pages = map[string]string{
	"/healthz":                       "a probe that says nothing",
	"/readyz":                        "a probe that says nothing",
	"/app":                           "the console's shell is the same for everybody",
	"/app/*":                         "the console's shell is the same for everybody",
	"/assets/*":                      "built files, the same for everybody",
	"/widget.js":                     "a built file, the same for everybody",
	"/widget/:plugin":                "an empty page, the same for everybody; only listed sites may frame it",
	"/api/v1/visit/:plugin/live":     "the visitor's secret is the permission; realtime asks the rule before each message",
	"/icon.svg":                      "a picture",
	"/robots.txt":                    "what search engines are to leave alone, the same for everybody",
	"/brand/:name":                   "the logo, the same for everybody",
	"/pictures/:plugin/:hash/*":      "pictures of plugins' packages, the same for everybody",
	"/t/:token":                      "the link's seal names the person, whose rights tickets.Service asks; who has an account signs in",
	"/t/:token/reply":                "the same",
	"/t/:token/close":                "the same",
	"/t/:token/reopen":               "the same",
	"/t/:token/files/:file":          "the same",
	"/api/v1/openapi.json":           "describes the API, holds no data",
	"/api/v1/live":                   "for those who are signed in; realtime asks the rule before each message",
	"/api/v1/docs":                   "describes the API, holds no data",
	"/":                              "the home page, which shows what the reader's services give",
	"/sign-in":                       "this is how one stops being a guest",
	"/sign-out":                      "and how one becomes a guest again",
	"/setup":                         "the one-time token is the permission",
	"/invitation":                    "the link's one-time code is the permission",
	"/forgot":                        "who has forgotten their password cannot sign in; people.Service answers the same to all",
	"/reset":                         "the link's one-time code is the permission",
	"/verify":                        "the link's one-time code is the permission",
	"/register":                      "people.Service decides: only where registration is open",
	"/sign-in/with/:provider":        "this is how one stops being a guest",
	"/sign-in/with/:provider/back":   "the provider's signed word is the permission",
	"/theme":                         "one's own preference, a cookie for guests",
	"/profile":                       "one's own account; people.Service changes nobody else's, guests sign in first",
	"/profile/password":              "the same, and the old password is asked for",
	"/profile/sessions/:session/end": "the same: one's own sessions only",
	"/tickets":                       "tickets.Service decides: the reader's own",
	"/tickets/new":                   "tickets.Service decides: tickets.submit, guests where the helpdesk allows it",
	"/tickets/sent":                  "says that something was sent, to whoever looks",
	"/tickets/:id":                   "tickets.Service decides",
	"/tickets/:id/reply":             "tickets.Service decides",
	"/tickets/:id/close":             "tickets.Service decides",
	"/tickets/:id/reopen":            "tickets.Service decides",
	"/p/:plugin/:surface":            "plugin.Manager decides: the surface's key, none for public ones",
}

func TestEveryPageHasAReasonToBeOpen(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	for _, at := range w.app.Server.Undeclared() {
		if _, path, _ := strings.Cut(at, " "); pages[path] == "" {
			t.Errorf("%s declares no permission and has no reason here to be open", at)
		}
	}
}

func TestRobotsAreTold(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	status, _, body := w.page("GET", "/robots.txt", nil)
	if status != 200 || !strings.Contains(body, "User-agent: *\nDisallow: /api/\n") || strings.Contains(body, "<") {
		t.Errorf("%d %s", status, body)
	}
}
