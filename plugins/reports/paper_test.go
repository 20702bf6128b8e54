package main

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// onPaper is what a PDF's pages say.
func onPaper(t *testing.T, file []byte) string {
	t.Helper()
	if !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Fatalf("not a PDF: %.80q", file)
	}
	var out strings.Builder
	for _, part := range bytes.Split(file, []byte("stream\n"))[1:] {
		z, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue
		}
		content, _ := io.ReadAll(z) // what follows the stream is none of it
		for _, shown := range bytes.Split(content, []byte(") Tj"))[:bytes.Count(content, []byte(") Tj"))] {
			raw := shown[bytes.LastIndex(shown, []byte(" Td ("))+len(" Td ("):]
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			out.WriteString(string(utf16.Decode(units)) + "\n")
		}
	}
	return out.String()
}

// A PDF says what its reader may see: the same as the page, and nothing to who may not
// open the report or not print.
func TestPDF(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		const path = "/ui/reports/page/pdf?report=volume_team"
		olga, ana := h.As("olga"), h.As("ana")
		all := onPaper(t, olga.Must("GET", path, nil).Body)
		for _, want := range []string{"Tickets by team", "billing", "tech", "As seen by"} {
			if !strings.Contains(all, want) {
				t.Errorf("no %q on the owner's paper:\n%s", want, all)
			}
		}
		reader(h, "reports.view.reports.volume_team")
		if r := ana.API("GET", path, nil); r.Status != 403 {
			t.Errorf("without the key for printing: %d", r.Status)
		}
		reader(h, "reports.view.reports.volume_team", "reports.print")
		if hers := onPaper(t, ana.Must("GET", path, nil).Body); !strings.Contains(hers, "billing") || strings.Contains(hers, "tech") {
			t.Errorf("an agent of billing has\n%s", hers)
		}
		if r := ana.API("GET", "/ui/reports/page/pdf?report=agents", nil); r.Status != 403 {
			t.Errorf("a report that is not hers: %d", r.Status)
		}
		for path, want := range map[string]int{"/ui/reports/nowhere/pdf": 404, "/ui/reports/page/pdf?report=nonsense": 404} {
			if r := olga.API("GET", path, nil); r.Status != want {
				t.Errorf("%s: %d", path, r.Status)
			}
		}
		if r := h.Nobody().API("GET", path, nil); r.Status != 401 {
			t.Errorf("a guest: %d", r.Status)
		}
		olga.Page("page", "report", "volume").Has("PDF")
	})
}

// A dashboard is one PDF, in which each piece is what its reader may see.
func TestPDFOfADashboard(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		olga := h.As("olga")
		olga.Page("page", "board", "new").Submit("board", "save_board", map[string]any{"name": "Morning round"}).Has("Saved.")
		addTo(olga, "volume_team", "table").Has("Saved.")
		text := onPaper(t, olga.Must("GET", "/ui/reports/page/pdf?board=1", nil).Body)
		for _, want := range []string{"Morning round", "Tickets by team", "billing"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	})
}
