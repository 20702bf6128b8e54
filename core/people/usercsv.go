package people

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// MaxImport is how many people one file may hold.
const MaxImport = 1000

// ImportFields are what a column of a file of people can be, in the order in
// which they are shown. Name and email are needed.
var ImportFields = []string{"name", "email", "kind", "roles", "organization", "phone"}

// importWords are titles that a column is recognized by, folded.
var importWords = map[string][]string{
	"name":         {"name", "full name", "display name", "person"},
	"email":        {"email", "e-mail", "mail", "email address", "e-mail address"},
	"kind":         {"kind", "type"},
	"roles":        {"roles", "role"},
	"organization": {"organization", "organisation", "company", "customer"},
	"phone":        {"phone", "telephone", "phone number", "mobile"},
}

// ImportRow is one person as a file has them.
type ImportRow struct {
	// Line is where the row begins, counting from 1.
	Line                     int
	Name, Email, Kind, Phone string
	// Roles are slugs or names.
	Roles        []string
	Organization string // by name
}

// ImportFile is a file of people, read.
type ImportFile struct {
	Columns []string          // titles, as the file has them
	Mapping map[string]string // which column each field comes from
	Rows    []ImportRow
}

// ReadImport reads comma-separated values with a line of titles; semicolons
// and tabs do as well. mapping says which column each field comes from, by
// title; nil recognizes them by usual titles. KindInvalid names csv or columns.
func ReadImport(text string, mapping map[string]string) (*ImportFile, error) {
	const op = "people.ReadImport"
	text = strings.TrimPrefix(text, "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator(text), -1, true
	titles, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, core.InvalidField(op, "csv", "The file is empty.")
	} else if err != nil {
		return nil, badCSV(op, err)
	}
	f := &ImportFile{Columns: make([]string, len(titles)), Mapping: mapping}
	for i, title := range titles {
		f.Columns[i] = strings.TrimSpace(title)
	}
	if mapping == nil {
		f.Mapping = guessColumns(f.Columns)
	}
	at, err := f.places(op)
	if err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, badCSV(op, err)
		}
		if !slices.ContainsFunc(record, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			continue // a row of empty cells, as spreadsheets leave them
		}
		if len(f.Rows) == MaxImport {
			return nil, core.InvalidField(op, "csv", "The file holds more than %d people. Split it.", MaxImport)
		}
		line, _ := r.FieldPos(0)
		f.Rows = append(f.Rows, rowOf(line, record, at))
	}
	if len(f.Rows) == 0 {
		return nil, core.InvalidField(op, "csv", "Below the line of titles there is nobody.")
	}
	return f, nil
}

func badCSV(op string, err error) error {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return core.InvalidField(op, "csv", "Line %d cannot be read: look at its quotation marks.", pe.Line)
	}
	return core.InvalidField(op, "csv", "The file cannot be read.")
}

// separator is the one that the line of titles has most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, c := range ";\t" {
		if strings.Count(first, string(c)) > strings.Count(first, string(best)) {
			best = c
		}
	}
	return best
}

func guessColumns(columns []string) map[string]string {
	out := map[string]string{}
	for _, field := range ImportFields {
		for _, c := range columns {
			if _, known := out[field]; !known && slices.Contains(importWords[field], Fold(c)) {
				out[field] = c
			}
		}
	}
	return out
}

// places finds the mapping's columns.
func (f *ImportFile) places(op string) (map[string]int, error) {
	at := map[string]int{}
	for field, column := range f.Mapping {
		if !slices.Contains(ImportFields, field) {
			return nil, core.InvalidField(op, "columns", "People have no field %.40q; there are %s.", field, strings.Join(ImportFields, ", "))
		}
		if at[field] = slices.Index(f.Columns, column); at[field] < 0 {
			return nil, core.InvalidField(op, "columns", "The file has no column %.40q.", column)
		}
	}
	return at, nil
}

func rowOf(line int, record []string, at map[string]int) ImportRow {
	cell := func(field string) string {
		if i, ok := at[field]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	row := ImportRow{
		Line: line, Name: cell("name"), Email: cell("email"), Kind: cell("kind"), Phone: cell("phone"), Organization: cell("organization"),
	}
	for _, role := range strings.FieldsFunc(cell("roles"), func(c rune) bool { return c == ',' || c == ';' || c == '|' }) {
		if role = strings.TrimSpace(role); role != "" {
			row.Roles = append(row.Roles, role)
		}
	}
	return row
}
