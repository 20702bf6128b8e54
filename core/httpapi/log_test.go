package httpapi

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// lockedBuffer may be written by the server while the test reads.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestEachRequestIsLoggedOnceWithoutItsSecrets(t *testing.T) {
	var log lockedBuffer
	_, addr := serve(t, Config{Log: slog.New(slog.NewTextHandler(&log, nil))}, func(s *Server) {
		s.app.Get("/fail", func(*fiber.Ctx) error {
			return &core.Error{Op: "test.Fail", Kind: core.KindUnavailable, Msg: "Not now.", Err: http.ErrServerClosed}
		})
	})
	resp, err := http.Get("http://" + addr + "/fail?token=hunter2")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	said := log.String()
	if n := strings.Count(said, "msg=request"); n != 1 {
		t.Errorf("%d lines: %s", n, said)
	}
	for _, want := range []string{"level=ERROR", "status=503", "path=/fail", "id=" + resp.Header.Get("X-Request-Id"), "http: Server closed"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if strings.Contains(said, "hunter2") {
		t.Errorf("the log has the token: %s", said)
	}
}
