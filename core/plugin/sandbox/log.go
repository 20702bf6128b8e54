package sandbox

import (
	"sort"
	"strings"
	"sync"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// LogLine is one line of a plugin's log.
type LogLine struct {
	Seq   int64     // counts up from 1
	At    time.Time // UTC
	Level abi.Level
	Text  string // valid UTF-8, without control characters but tabs
}

const (
	logKeep    = 64 << 10 // bytes of one plugin's log that are kept
	logLineMax = 4 << 10
)

// Log keeps the last lines of one plugin, at most 64 KiB.
type Log struct {
	mu    sync.Mutex
	lines []LogLine
	size  int
	seq   int64
}

// Lines returns the kept lines, oldest first.
func (l *Log) Lines() []LogLine { return l.After(0) }

// After returns the kept lines behind the one with that number, oldest first. A
// number that is not reached yet is of another log: all lines are behind it.
func (l *Log) After(seq int64) []LogLine {
	l.mu.Lock()
	defer l.mu.Unlock()
	if seq > l.seq {
		seq = 0
	}
	from := sort.Search(len(l.lines), func(i int) bool { return l.lines[i].Seq > seq })
	return append([]LogLine(nil), l.lines[from:]...)
}

// Add keeps a line of the host's about the plugin.
func (l *Log) Add(level abi.Level, text string) {
	if len(text) > logLineMax {
		text = text[:logLineMax]
	}
	l.add(LogLine{At: time.Now().UTC(), Level: level, Text: clean(text)})
}

func (l *Log) add(line LogLine) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	line.Seq = l.seq
	l.lines = append(l.lines, line)
	l.size += len(line.Text) + 32
	drop := 0
	for l.size > logKeep {
		l.size -= len(l.lines[drop].Text) + 32
		drop++
	}
	if drop > 0 {
		n := copy(l.lines, l.lines[drop:])
		clear(l.lines[n:])
		l.lines = l.lines[:n]
	}
}

// clean makes a guest's text fit for a log.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// log takes one line of the running call, within its bounds.
func (in *instance) log(level abi.Level, text string) {
	if in.logLines >= in.m.limits.LogLines || in.logBytes >= in.m.limits.LogBytes {
		in.logDropped++
		return
	}
	if len(text) > logLineMax {
		text = text[:logLineMax]
	}
	in.logLines++
	in.logBytes += len(text)
	in.m.record(level, clean(text))
}

// endLog flushes what was printed and says how much was dropped.
func (in *instance) endLog() {
	in.flush(abi.LevelError)
	if in.logDropped > 0 {
		in.m.record(abi.LevelWarn, itoa(int64(in.logDropped))+" more lines of this call were dropped")
	}
	in.logLines, in.logBytes, in.logDropped = 0, 0, 0
}

// record keeps a line and passes it on.
func (m *Module) record(level abi.Level, text string) {
	m.log.add(LogLine{At: time.Now().UTC(), Level: level, Text: text})
	if fn := m.e.config.Log; fn != nil {
		fn(m.limits.Name, level, text)
	}
}
