package portal

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
)

// form is what was typed and what is wrong with it.
type form struct {
	Values url.Values
	// Message is about the form as a whole.
	Message string
	Errors  []fieldError
	order   []string
	labels  map[string]string
}

// fieldError is a message about one field. Its link in the summary leads there.
type fieldError struct{ Field, Label, Message string }

// newForm makes a form of fields given as names and labels in turn, in the
// order in which the page has them.
func newForm(values url.Values, fields ...string) *form {
	f := &form{Values: values, labels: map[string]string{}}
	for i := 0; i+1 < len(fields); i += 2 {
		f.order = append(f.order, fields[i])
		f.labels[fields[i]] = fields[i+1]
	}
	return f
}

// Get returns what was typed into a field.
func (f *form) Get(field string) string { return f.Values.Get(field) }

// Error returns the message about a field, or "".
func (f *form) Error(field string) string {
	for _, e := range f.Errors {
		if e.Field == field {
			return e.Message
		}
	}
	return ""
}

// Bad reports whether anything is wrong.
func (f *form) Bad() bool { return f.Message != "" || len(f.Errors) > 0 }

// add records a message about a field; one it does not have is about the form.
func (f *form) add(field, message string) {
	if f.labels[field] == "" {
		f.Message = message
	} else if f.Error(field) == "" {
		f.Errors = append(f.Errors, fieldError{field, f.labels[field], message})
	}
}

// require asks for a value in each of the fields.
func (f *form) require(fields ...string) {
	for _, name := range fields {
		if strings.TrimSpace(f.Get(name)) == "" {
			f.add(name, "This is needed.")
		}
	}
}

// refuse takes over what a service found wrong. It returns false for an error
// that is not about the form, and must be shown as a page of its own. also maps
// a service's field names to the form's.
func (f *form) refuse(err error, also map[string]string) bool {
	var e *core.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Kind {
	case core.KindInvalid:
		found := map[string]string{}
		for field, message := range e.Fields {
			found[or(also[field], field)] = message
		}
		for _, name := range f.order {
			if message := found[name]; message != "" {
				f.add(name, message)
				delete(found, name)
			}
		}
		for field, message := range found {
			f.add(field, message)
		}
		if !f.Bad() {
			f.Message = e.Msg
		}
	case core.KindConflict, core.KindRateLimited, core.KindUnauthenticated:
		f.Message = e.Msg
	default:
		return false
	}
	return true
}

// maxFormField bounds one field of a form with files, in bytes.
const maxFormField = 512 << 10

// readForm returns the fields of a posted form. In one with files the fields
// come first; file is called for each file that was chosen, with the fields so
// far, and must read it before it returns: input is the name of the field, name that
// of the file. Its error ends the reading.
func readForm(c *fiber.Ctx, file func(fields url.Values, input, name string, content io.Reader) error) (url.Values, error) {
	kind, params, _ := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if kind != "multipart/form-data" {
		values, err := url.ParseQuery(string(c.Body()))
		if err != nil {
			return nil, core.Errorf("portal.readForm", core.KindInvalid, "The form did not arrive in one piece. Send it again.")
		}
		return values, nil
	}
	values := url.Values{}
	body := httpapi.Upload(c.UserContext())
	parts := multipart.NewReader(body, params["boundary"])
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, io.LimitReader(body, 4096)) // what stands after the last boundary
			return values, err
		}
		if err != nil || n > 200 {
			return values, formError(err)
		}
		if part.FileName() == "" {
			b, err := io.ReadAll(io.LimitReader(part, maxFormField+1))
			if err != nil || len(b) > maxFormField {
				return values, formError(err)
			}
			if _, isFile := part.Header["Content-Type"]; !isFile { // an empty file input
				values.Add(part.FormName(), string(b))
			}
			continue
		}
		if err := file(values, part.FormName(), part.FileName(), part); err != nil {
			return values, err
		}
	}
}

// formError keeps the server's own errors, such as too large, and puts a plain
// sentence in the place of a parser's.
func formError(err error) error {
	var e *core.Error
	if errors.As(err, &e) {
		return err
	}
	return &core.Error{Op: "portal.readForm", Kind: core.KindInvalid, Msg: "The form did not arrive in one piece. Send it again.", Err: err}
}

// message is an error's sentence for people.
func message(err error) string {
	var e *core.Error
	if errors.As(err, &e) && e.Msg != "" {
		return e.Msg
	}
	return "This did not work."
}
