package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"pegboard.dev/pegboard/sdk"
)

// Limits of a file that is imported.
const (
	maxFile    = 2 << 20 // bytes
	maxRows    = 2000
	maxColumns = 60
)

// sheet is a file of comma-separated values, its first line the names of columns.
type sheet struct {
	Head []string
	Rows []sheetRow
}

type sheetRow struct {
	Line  int
	Cells []string
}

var (
	errSheet   = errors.New("import.unreadable")
	errTooMany = errors.New("import.many")
)

// readSheet reads what a phone system or a spreadsheet writes: commas, semicolons or
// tabs, with or without a byte order mark. The error is a key of the catalogue.
func readSheet(b []byte) (*sheet, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) || len(b) > maxFile {
		return nil, errSheet
	}
	first, _, _ := bytes.Cut(b, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	for _, comma := range ";\t" {
		if bytes.Count(first, []byte(string(comma))) > bytes.Count(first, []byte(string(r.Comma))) {
			r.Comma = comma
		}
	}
	s := &sheet{}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil || len(cells) > maxColumns {
			return nil, errSheet
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if s.Head == nil {
			s.Head = cells
			continue
		}
		if len(s.Rows) == maxRows {
			return nil, errTooMany
		}
		line, _ := r.FieldPos(0)
		s.Rows = append(s.Rows, sheetRow{line, cells})
	}
	if len(s.Head) < 2 || len(s.Rows) == 0 {
		return nil, errSheet
	}
	return s, nil
}

// columns says in which column of a file each field of a call stands; -1 for none.
type columns map[string]int

// fields are what can be imported, in the order of the form.
var fields = []string{"call_id", "started_at", "direction", "number", "duration", "outcome", "agent", "notes"}

// called are names that phone systems give these columns, in lower case.
var called = map[string][]string{
	"call_id":    {"call id", "callid", "id", "uniqueid", "unique id", "linkedid", "anruf-id"},
	"started_at": {"start", "started", "date", "time", "calldate", "call date", "start time", "datum", "beginn", "date/time", "started_at"},
	"direction":  {"direction", "type", "call type", "richtung"},
	"number":     {"number", "phone", "caller", "caller id", "callerid", "src", "from", "clid", "nummer", "rufnummer", "external number"},
	"duration":   {"duration", "billsec", "seconds", "talk time", "dauer", "call duration"},
	"outcome":    {"outcome", "disposition", "status", "result", "ergebnis"},
	"agent":      {"agent", "user", "extension", "employee", "e-mail", "email", "mitarbeiter", "agent email"},
	"notes":      {"notes", "note", "comment", "notiz", "notizen", "bemerkung"},
}

// guess finds the columns by their names.
func guess(head []string) columns {
	out := columns{}
	for _, field := range fields {
		out[field] = -1
		for _, name := range called[field] {
			for i, h := range head {
				if out[field] < 0 && strings.EqualFold(strings.TrimSpace(h), name) {
					out[field] = i
				}
			}
		}
	}
	return out
}

func (c columns) cell(field string, row sheetRow) string {
	if i, ok := c[field]; ok && i >= 0 && i < len(row.Cells) {
		return strings.TrimSpace(row.Cells[i])
	}
	return ""
}

// spoken are the words that phone systems use for directions and outcomes.
var spoken = map[string]map[string]string{
	"direction": {"in": "in", "incoming": "in", "inbound": "in", "eingehend": "in", "out": "out", "outgoing": "out", "outbound": "out", "ausgehend": "out", "": "in"},
	"outcome": {
		"": "answered", "answered": "answered", "completed": "answered", "ok": "answered", "angenommen": "answered",
		"no answer": "no_answer", "no_answer": "no_answer", "noanswer": "no_answer", "missed": "no_answer", "failed": "no_answer", "verpasst": "no_answer",
		"voicemail": "voicemail", "busy": "busy", "besetzt": "busy", "callback": "callback", "call back": "callback",
	},
}

// layouts are how the moment of a call may be written; without a zone it is local.
var layouts = []string{
	time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "02.01.2006 15:04:05", "02.01.2006 15:04",
	"2006/01/02 15:04:05", "2006/01/02 15:04", "02/01/2006 15:04:05", "02/01/2006 15:04",
}

func readMoment(s string, zone *time.Location) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// readDuration reads seconds, m:ss or h:mm:ss.
func readDuration(s string) (int64, bool) {
	if s == "" {
		return 0, true
	}
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0, false
	}
	total := int64(0)
	for _, p := range parts {
		n, err := strconv.ParseInt(strings.TrimSpace(p), 10, 32)
		if err != nil || n < 0 {
			return 0, false
		}
		total = total*60 + n
	}
	return total, total <= 86400
}

// entry is one line of the file, as a call or as what is wrong with it.
type entry struct {
	Line  int
	Call  map[string]any
	Wrong *fault // nil for none
	Known bool   // a call with this id is there, or stands above
}

// fault is what is wrong with a line: a field, and what stands there.
type fault struct{ Field, Value string }

// String says it in the reader's language.
func (f *fault) String() string {
	if f.Field == "agent" {
		return sdk.Text("import.agent", "value", f.Value)
	}
	return sdk.Text("import.wrong", "field", sdk.Text("field."+f.Field), "value", f.Value)
}

// read makes an entry of a line.
func (c columns) read(row sheetRow, zone *time.Location, land string) entry {
	e := entry{Line: row.Line, Call: map[string]any{}}
	wrong := func(field, value string) {
		if e.Wrong == nil {
			e.Wrong = &fault{field, value}
		}
	}
	for _, field := range []string{"direction", "outcome"} {
		said := c.cell(field, row)
		v, ok := spoken[field][strings.ToLower(said)]
		if !ok {
			wrong(field, said)
		}
		e.Call[field] = v
	}
	if at, ok := readMoment(c.cell("started_at", row), zone); ok {
		e.Call["started_at"] = at.UTC().Format(moment)
	} else {
		wrong("started_at", c.cell("started_at", row))
	}
	seconds, ok := readDuration(c.cell("duration", row))
	if !ok {
		wrong("duration", c.cell("duration", row))
	}
	e.Call["duration"] = seconds
	for field, most := range map[string]int{"number": 40, "call_id": 80, "notes": 10000} {
		v := strings.ToValidUTF8(strings.ReplaceAll(c.cell(field, row), "\x00", ""), "")
		if utf8.RuneCountInString(v) > most || field != "notes" && strings.ContainsAny(v, "\r\n") {
			wrong(field, string([]rune(v)[:min(20, utf8.RuneCountInString(v))])+"…")
		} else if v != "" {
			e.Call[field] = v
		}
	}
	if n, ok := e.Call["number"].(string); ok {
		e.Call["digits"] = normal(n, land)
	}
	return e
}
