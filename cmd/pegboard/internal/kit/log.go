package kit

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
)

// logLines keeps what the helpdesk logs until the next answer.
type logLines struct {
	mu    sync.Mutex
	lines []string
}

// maxLines bounds what one answer carries.
const maxLines = 500

// Write implements io.Writer for a slog handler, which writes whole lines.
// Requests and their like are left out: an author looks for their plugin.
func (l *logLines) Write(b []byte) (int, error) {
	line := string(bytes.TrimSpace(b))
	if strings.Contains(line, "msg=request ") || !strings.Contains(line, "plugin") && !strings.HasPrefix(line, "level=ERROR") && !strings.HasPrefix(line, "level=WARN") {
		return len(b), nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lines) < maxLines {
		l.lines = append(l.lines, line)
	}
	return len(b), nil
}

func (l *logLines) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := l.lines
	l.lines = nil
	return lines
}

func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	return a
}
