package mail

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// printer makes the same PDF for everybody, or fails.
type printer struct {
	file *core.Attached
	err  error
	till bool // the time that there was for it
}

func (p *printer) PrintOrdered(ctx context.Context, _ *rbac.Subject, _ core.PluginID, _ *people.PrintOrder) (*core.Attached, error) {
	_, p.till = ctx.Deadline()
	return p.file, p.err
}

// A letter is never lost for its PDF: it says why there is none, in its reader's words.
func TestALetterWithoutItsPDFSaysSo(t *testing.T) {
	good := &core.Attached{Name: "a.pdf", Type: "application/pdf", Body: []byte("%PDF-1.4")}
	for name, c := range map[string]struct {
		printer printer
		carries bool
		en, de  string
	}{
		"made":             {printer{file: good}, true, "", ""},
		"not theirs":       {printer{err: core.Errorf("x", core.KindForbidden, "No.")}, false, "comes without its PDF", "kommt ohne sein PDF"},
		"gone":             {printer{err: core.Errorf("x", core.KindNotFound, "No.")}, false, "comes without its PDF", "kommt ohne sein PDF"},
		"failed":           {printer{err: core.Errorf("x", core.KindUnavailable, "No.")}, false, "could not be made", "nicht erstellen"},
		"took too long":    {printer{err: context.DeadlineExceeded}, false, "could not be made", "nicht erstellen"},
		"bigger than mail": {printer{file: &core.Attached{Body: make([]byte, maxFile+1)}}, false, "could not be made", "nicht erstellen"},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(Deps{Printer: &c.printer, Log: slog.New(slog.DiscardHandler)})
			w := writer{company: &people.Company{Name: "Ropes", Address: "https://help.test.example"}, brand: &people.Branding{}}
			for locale, want := range map[string]string{"en": c.en, "de": c.de} {
				n := &people.Notice{Title: "Numbers", Text: "billing: 4", Print: &people.PrintOrder{Surface: "page"}}
				l, err := s.relayed(t.Context(), w, nil, &people.PersonView{Person: people.Person{Name: "Ana", Locale: locale}}, "reports", n)
				if err != nil {
					t.Fatal(err)
				}
				if (l.File != nil) != c.carries || !strings.Contains(l.Text, "billing: 4") || !strings.Contains(l.Text, want) || !strings.Contains(l.HTML, want) {
					t.Errorf("%s: %+v", locale, l)
				}
				if !c.printer.till {
					t.Error("the printer may take for ever")
				}
				if want == "" && strings.Contains(l.Text, "PDF") {
					t.Errorf("it speaks of its PDF: %s", l.Text)
				}
			}
		})
	}
}
