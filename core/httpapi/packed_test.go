package httpapi

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

func TestAnswersArePacked(t *testing.T) {
	long := `["` + strings.Repeat("ticket ", 1000) + `"]`
	_, addr := serve(t, Config{}, func(s *Server) {
		s.app.Use(packed)
		kind := func(path, kind, body string) {
			s.app.Get(path, func(c *fiber.Ctx) error {
				c.Set(fiber.HeaderContentType, kind)
				return c.SendString(body)
			})
		}
		kind("/long", "application/json", long)
		kind("/short", "application/json", `["ticket"]`)
		kind("/page", "text/html; charset=utf-8", long)
		s.app.Get("/file", func(c *fiber.Ctx) error {
			c.Set(fiber.HeaderContentType, "application/json")
			return c.SendStream(strings.NewReader(long), len(long))
		})
	})
	for path, want := range map[string]bool{"/long": true, "/short": false, "/page": false, "/file": false} {
		r, body := get(t, "http://"+addr+path, "gzip, br")
		if is := r.Header.Get("Content-Encoding") == "gzip"; is != want || want && len(body) > 200 {
			t.Errorf("%s: packed %t, %d bytes", path, is, len(body))
		}
		if want {
			plain, err := gzip.NewReader(bytes.NewReader([]byte(body)))
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(plain); err != nil || string(text) != long || r.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s: %d bytes, %v, %v", path, len(text), err, r.Header)
			}
		}
		if r, body = get(t, "http://"+addr+path, "identity"); r.Header.Get("Content-Encoding") != "" || len(body) < 10 {
			t.Errorf("%s for who takes nothing packed: %v, %q", path, r.Header, body)
		}
	}
}
