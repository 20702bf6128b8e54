package portal

import (
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
)

// uploads takes the files of a plugin's form as they come, each into the collection
// that its field names, with the rights of whoever sends them. In the place of a file
// the form gets its id.
type uploads struct {
	p   *Portal
	c   *fiber.Ctx
	at  Place
	doc *blocks.Document
	say func(string) string
	// wrong are messages by field. What else came stays: a form that is sent again
	// names it.
	wrong map[string]blocks.Text
}

// take stores one file. A file that is refused is a message at its field, not the
// end of the form.
func (u *uploads) take(fields url.Values, input, name string, content io.Reader) error {
	const op = "portal.upload"
	f := u.doc.FileInput(input)
	if f == nil {
		return core.Errorf(op, core.KindInvalid, "This form takes no files.")
	}
	if len(fields[input]) >= f.MostFiles() && f.MostFiles() > 1 {
		u.refuse(f, core.Errorf(op, core.KindInvalid, "Choose at most %d files.", f.MostFiles()).Msg)
		return nil
	}
	if f.MaxBytes != nil {
		most := int64(*f.MaxBytes)
		content = core.Capped(content, most, core.Errorf(op, core.KindInvalid, "The file is too large: at most %s.", blocks.NewFormat("en", nil, u.p.Clock.Now()).Bytes(*f.MaxBytes)))
	}
	id, err := u.p.Surfaces.Upload(u.c.UserContext(), who(u.c), u.at, f.Into, name, content)
	var e *core.Error
	switch {
	case err == nil:
		fields.Add(input, id)
	case errors.As(err, &e) && (e.Kind == core.KindInvalid || e.Kind == core.KindForbidden || e.Kind == core.KindRateLimited):
		u.refuse(f, saidOf(e))
	default:
		return err
	}
	return nil
}

func (u *uploads) refuse(f *blocks.Field, message string) { u.wrong[f.Name] = blocks.T(u.say(message)) }

// saidOf is what an error says about its one field, else at all.
func saidOf(e *core.Error) string {
	for _, message := range e.Fields {
		return strings.TrimSpace(message)
	}
	return e.Msg
}
