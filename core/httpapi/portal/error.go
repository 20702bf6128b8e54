package portal

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
)

type errorData struct {
	Status    int
	Heading   string
	Detail    string
	RequestID string
	// Retry: trying again may help.
	Retry bool
}

var headings = map[int]string{
	http.StatusNotFound:              "There is nothing here",
	http.StatusForbidden:             "You may not do this",
	http.StatusUnauthorized:          "Please sign in",
	http.StatusGone:                  "This is over",
	http.StatusConflict:              "Somebody was faster",
	http.StatusRequestEntityTooLarge: "That is too large",
	http.StatusTooManyRequests:       "One moment, please",
	http.StatusMethodNotAllowed:      "This cannot be opened",
	http.StatusUnprocessableEntity:   "Something is missing",
	http.StatusServiceUnavailable:    "Not available right now",
}

// ErrorPage renders a failed page; give it to httpapi.Config.ErrorPage. It
// works as well where nobody has been identified, and where the database is
// what failed: then it leaves out what it cannot know.
func (p *Portal) ErrorPage(c *fiber.Ctx, status int, detail, requestID string) error {
	d := &errorData{Status: status, Heading: headings[status], Detail: detail, Retry: status >= 500 || status == http.StatusTooManyRequests}
	switch {
	case status >= 500:
		d.Heading, d.RequestID = or(d.Heading, "Something went wrong"), requestID
	case d.Heading == "":
		d.Heading = "This did not work"
	}
	if status == http.StatusNotFound {
		d.Detail = "The address is wrong, or what was here has gone, or it is not yours to see."
	}
	v := &view{Title: d.Heading, Data: d}
	if err := p.complete(c, v); err != nil {
		v.Company = "Pegboard"
		v.speak(c, "")
	}
	return p.send(c, status, "error", v)
}
