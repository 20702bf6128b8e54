package plugin

import (
	"testing"
	"time"
)

func TestRegionOfPaper(t *testing.T) {
	for _, tc := range []struct{ own, helpdesk, asked, want string }{
		{"", "", "", ""},
		{"de", "en", "en-US", "de"},
		{"en", "", "en-US", "en-US"},
		{"en", "en-CA", "en-US", "en-CA"},
		{"en-GB", "en-US", "en-US", "en-GB"},
		{"", "de-AT", "en-US", "de-AT"},
		{"", "", "fr-CA", "fr-CA"},
		{"rubbish!", "", "en-US", "en-US"},
	} {
		if got := regional(tc.own, tc.helpdesk, tc.asked); got != tc.want {
			t.Errorf("%+v: %q", tc, got)
		}
	}
}

func TestNameOfTheFile(t *testing.T) {
	at := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for title, want := range map[string]string{
		"Tickets by day": "Tickets by day 2026-11-30.pdf", "": "2026-11-30.pdf", "../../etc/\r\npasswd": ".. .. etc passwd 2026-11-30.pdf", "Größe: \"alles\"": "Größe alles 2026-11-30.pdf",
	} {
		if got := fileName(title, at); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
}
