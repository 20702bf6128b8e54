package app_test

import (
	"bytes"
	"context"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/store/storetest"
)

var (
	hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	sealInput   = regexp.MustCompile(`name="(_token)" value="([^"]*)"`)
	fileInput   = regexp.MustCompile(`<input[^>]*type="?file"?[^>]*>`)
	inputName   = regexp.MustCompile(` name="([^"]+)"`)
)

// handsIn opens the box's page, as a browser without script does, and sends its form
// with a file.
func (w *world) handsIn(as, name, content string) (status int, page string) {
	w.t.Helper()
	drawn := w.portal(as, "/p/box/page")
	_, form, found := strings.Cut(drawn, "multipart/form-data")
	if !found {
		w.t.Fatalf("no form that takes files: %s", drawn)
	}
	form, _, _ = strings.Cut(form, "</form>")
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, field := range append(hiddenInput.FindAllStringSubmatch(form, -1), sealInput.FindStringSubmatch(form)) {
		w.must(parts.WriteField(html.UnescapeString(field[1]), html.UnescapeString(field[2])))
	}
	box := inputName.FindStringSubmatch(fileInput.FindString(form))
	if box == nil {
		w.t.Fatalf("no field for a file: %s", form)
	}
	part, err := parts.CreateFormFile(html.UnescapeString(box[1]), name)
	w.must(err)
	_, err = io.WriteString(part, content)
	w.must(err)
	w.must(parts.Close())
	req, err := http.NewRequestWithContext(w.t.Context(), "POST", w.url+"/p/box/page", &body)
	w.must(err)
	req.Header.Set("Content-Type", parts.FormDataContentType())
	req.Header.Set("Cookie", w.cookies[as])
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := http.DefaultClient.Do(req)
	w.must(err)
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	w.must(err)
	return resp.StatusCode, html.UnescapeString(string(got))
}

// drops is how many files the box keeps.
func (w *world) drops() (n int) {
	w.t.Helper()
	w.must(w.app.DB.SQL().QueryRowContext(w.t.Context(), "SELECT COUNT(*) FROM x_box_drops").Scan(&n))
	return n
}

// TestFileInAPortalForm: what a customer chooses in a form that Go draws is stored by
// the field's rules, with their rights; what is refused is said at the field.
func TestFileInAPortalForm(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "core", "plugin", "testdata", "box")
	wasm, err := peg.Build(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := peg.PackDir(dir, wasm, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, storetest.OpenSQLite(t))
	w.play([]scenario{
		{name: "the plugin", as: "owner", method: "POST", path: "/plugins", body: string(pkg), header: map[string]string{"Content-Type": "application/octet-stream"}, status: 201, events: []string{"plugin.installed"}},
		{name: "let in", as: "owner", method: "POST", path: "/plugins/box/enable", status: 200, events: []string{"plugin.enabled"}},
		{name: "for customers", as: "owner", method: "PATCH", path: "/roles/customer", body: `{"features":{"box":{"level":"full"}}}`, status: 200, events: []string{"role.updated", "access.changed"}},
	})
	if status, page := w.handsIn("carl", "letter.txt", "Dear all"); status != 200 || !strings.Contains(page, "Number 1: Dear all") || w.drops() != 1 {
		t.Fatalf("%d, %d kept: %s", status, w.drops(), page)
	}
	for name, tt := range map[string]struct{ file, content, said string }{
		"a kind that the field does not take": {"letter.exe", "MZ", ".txt"},
		"more than the field takes":           {"long.txt", strings.Repeat("x", 1001), "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			status, page := w.handsIn("carl", tt.file, tt.content)
			if status != http.StatusUnprocessableEntity || !strings.Contains(page, tt.said) || w.drops() != 1 {
				t.Errorf("%d, %d kept: %s", status, w.drops(), page)
			}
		})
	}
	w.play([]scenario{{name: "customers may not any more", as: "owner", method: "PATCH", path: "/roles/customer", body: `{"features":{"box":{"level":"none"}}}`, status: 200, events: []string{"role.updated", "access.changed"}}})
	if status, page := w.handsIn("carl", "letter.txt", "Dear all"); status != http.StatusUnprocessableEntity || w.drops() != 1 {
		t.Errorf("without the key: %d, %d kept: %s", status, w.drops(), page)
	}
}
