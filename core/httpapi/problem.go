package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/words"
)

// Problem is every error's body, after RFC 9457.
type Problem struct {
	Type   string `json:"type" format:"uri" example:"about:blank" doc:"Always about:blank; kind tells problems apart."`
	Title  string `json:"title" example:"Conflict" doc:"The HTTP status in words."`
	Status int    `json:"status" example:"409"`
	Detail string `json:"detail" doc:"One sentence for the person: what is wrong and what to do."`
	Kind   string `json:"kind" enum:"internal,invalid,unauthenticated,forbidden,not_found,conflict,rate_limited,unavailable" doc:"What sort of failure this is, for programs."`
	// RequestID is in the log line of the same request.
	RequestID string       `json:"request_id" doc:"Quote it when asking for help."`
	Errors    []FieldError `json:"errors" doc:"The inputs at fault; empty unless kind is invalid."`

	cause error
}

// FieldError names one input at fault. The value itself is not echoed.
type FieldError struct {
	Location string `json:"location" example:"body.subject"`
	Message  string `json:"message"`
}

// statuses is the one table from a kind to its HTTP status.
var statuses = map[core.Kind]int{
	core.KindInternal:        http.StatusInternalServerError,
	core.KindInvalid:         http.StatusUnprocessableEntity,
	core.KindUnauthenticated: http.StatusUnauthorized,
	core.KindForbidden:       http.StatusForbidden,
	core.KindNotFound:        http.StatusNotFound,
	core.KindConflict:        http.StatusConflict,
	core.KindRateLimited:     http.StatusTooManyRequests,
	core.KindUnavailable:     http.StatusServiceUnavailable,
}

// defaultDetails speak for errors that bring no sentence of their own. The one
// for not_found is the same for what is missing and for what is hidden.
var defaultDetails = map[core.Kind]string{
	core.KindInternal:        "Something went wrong on our side. The request id helps to find out what.",
	core.KindInvalid:         "The request cannot be processed as it is.",
	core.KindUnauthenticated: "Sign in first.",
	core.KindForbidden:       "You may not do this.",
	core.KindNotFound:        "There is nothing here, or nothing that you may see.",
	core.KindConflict:        "Somebody else was faster. Reload and try again.",
	core.KindRateLimited:     "Too many attempts. Wait a moment and try again.",
	core.KindUnavailable:     "This part of the helpdesk is not available right now.",
}

// Error implements error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problemOf turns any error into the body that the client gets. where is the
// part of the request that core's field names belong to, "body" or "query".
func problemOf(err error, where string) *Problem {
	var own *Problem
	if errors.As(err, &own) {
		return own
	}
	var fe *fiber.Error
	if errors.As(err, &fe) {
		return problemOfStatus(fe.Code, "", err)
	}
	kind := core.KindOf(err)
	p := &Problem{Type: "about:blank", Status: statuses[kind], Kind: kind.String(), Errors: []FieldError{}, cause: err}
	var ce *core.Error
	if errors.As(err, &ce) && kind != core.KindInternal {
		p.Detail = ce.Msg
		for field, msg := range ce.Fields {
			p.Errors = append(p.Errors, FieldError{Location: where + "." + field, Message: msg})
		}
		slices.SortFunc(p.Errors, func(a, b FieldError) int { return strings.Compare(a.Location, b.Location) })
	}
	// What is hidden must read as what is missing, whatever sentence the service chose.
	if p.Detail == "" || kind == core.KindNotFound {
		p.Detail = defaultDetails[kind]
	}
	p.Title = http.StatusText(p.Status)
	return p
}

// problemOfStatus makes a problem of an HTTP status that has no error of ours
// behind it: an unknown route, a wrong method, a body that is too large.
func problemOfStatus(status int, detail string, cause error) *Problem {
	kind := core.KindInvalid
	switch {
	case status == http.StatusBadRequest:
		status = http.StatusUnprocessableEntity
	case status >= 500:
		kind = core.KindInternal
	}
	for k, s := range statuses {
		if s == status {
			kind = k
		}
	}
	if detail == "" {
		detail = statusDetails[status]
	}
	if detail == "" {
		detail = defaultDetails[kind]
	}
	return &Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: detail, Kind: kind.String(), Errors: []FieldError{}, cause: cause,
	}
}

var statusDetails = map[int]string{
	http.StatusMethodNotAllowed:            "This address does not answer to that method.",
	http.StatusNotAcceptable:               "The API speaks application/json only.",
	http.StatusRequestTimeout:              "The request took too long to arrive.",
	http.StatusLengthRequired:              "Say how long the body is with Content-Length.",
	http.StatusRequestEntityTooLarge:       "The body is larger than this address accepts.",
	http.StatusUnsupportedMediaType:        "The body must be application/json, and not compressed.",
	http.StatusRequestHeaderFieldsTooLarge: "The request's headers are too large.",
}

// in returns the problem with its sentences in the language of w.
func (p Problem) in(w *words.Words) Problem {
	p.Title = w.Say(p.Title)
	alone := len(p.Errors) == 1 && p.Detail == p.Errors[0].Location+": "+p.Errors[0].Message
	p.Detail = w.Say(p.Detail)
	p.Errors = slices.Clone(p.Errors)
	for i := range p.Errors {
		p.Errors[i].Message = w.Say(p.Errors[i].Message)
		if alone {
			p.Detail = p.Errors[i].Location + ": " + p.Errors[i].Message
		}
	}
	return p
}

// retryAfter is how long a client that was too fast should wait, in seconds.
// The exact time is in the sentence for people.
const retryAfter = "60"

// writeProblem answers c with p.
func writeProblem(c *fiber.Ctx, p *Problem) error {
	st := stateOf(c.UserContext())
	out := p.in(st.words())
	out.RequestID = st.id
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	if p.Status == http.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, retryAfter)
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(p.Status).Send(body)
}

// humaError is huma's factory of error bodies: it keeps our errors' kinds and
// drops the echoed values that huma's own would carry.
func humaError(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	where := "body"
	if m := ctx.Method(); m == http.MethodGet || m == http.MethodDelete {
		where = "query"
	}
	st := stateOf(ctx.Context())
	var p *Problem
	if len(errs) == 1 && status == http.StatusInternalServerError {
		p = problemOf(errs[0], where)
	} else {
		p = problemOfStatus(status, "", nil)
		if p.Kind == core.KindInvalid.String() && p.Status == http.StatusUnprocessableEntity {
			p.Errors = fieldErrors(errs)
			p.Detail = invalidDetail(p.Errors, msg)
		}
	}
	st.fail(p)
	if p.Status == http.StatusTooManyRequests {
		ctx.SetHeader("Retry-After", retryAfter)
	}
	out := p.in(st.words())
	out.RequestID = st.id
	return &out
}
