package portal

import (
	"io/fs"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/words"
)

// unknown fails the test for texts that German does not have. What is the same in
// both languages is in the catalogue as well, so that nobody wonders about it.
func unknown(t *testing.T, where string) func(string) string {
	german := words.For("de")
	return func(text string) string {
		if !german.Has(text) {
			t.Errorf("%s: no German for %q", where, text)
		}
		return text
	}
}

func TestEveryTextOfATemplateIsTranslated(t *testing.T) {
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d templates, %v", len(names), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(pageFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if got := translate(string(text), unknown(t, name)); got != string(text) {
			t.Errorf("%s: a translation that changes nothing changed something", name)
		}
	}
}

func TestTranslateLeavesActionsAndTagsAlone(t *testing.T) {
	in := `<p class="lead" title="Some words">{{if .A}}Hello,{{end}} <a href="/Path">All {{.B}} of it</a> <b aria-label="{{.C}}">12</b></p>`
	want := `<p class="lead" title="SOME WORDS">{{if .A}}HELLO,{{end}} <a href="/Path">ALL {{.B}} OF IT</a> <b aria-label="{{.C}}">12</b></p>`
	if got := translate(in, strings.ToUpper); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheTextsOfHandlersAreTranslated(t *testing.T) {
	say := unknown(t, "a handler")
	for _, page := range []*accountPage{forgotPage, resetPage, verifyPage, registerPage} {
		for _, text := range []string{page.title, page.lead, page.button, page.done, page.nextWords} {
			say(text)
		}
		for _, f := range page.fields {
			say(f.Label)
		}
	}
	for _, form := range []*form{detailsForm(nil), passwordForm(nil)} {
		for _, label := range form.labels {
			say(label)
		}
	}
	for _, c := range append(languages, themes...) {
		say(c.Name)
	}
	for _, text := range profileDone {
		say(text)
	}
	say("Unknown device")
	for _, heading := range headings {
		say(heading)
	}
	for _, notice := range notices {
		say(notice)
	}
}
