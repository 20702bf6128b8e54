package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// imported is a file on its way: uploaded, its columns chosen, then written once.
type imported struct {
	File    *sdk.File `json:"file,omitempty"`
	Columns columns   `json:"columns,omitempty"`
	DoneAt  sdk.Time  `json:"done_at,omitzero"`
	Made    int64     `json:"made,omitempty"`
	Doubles int64     `json:"doubles,omitempty"`
	Wrong   int64     `json:"wrong,omitempty"`
}

var imports = sdk.Collection[imported]{Name: "imports"}

// preview is what a file would write.
type preview struct {
	Sheet   *sheet
	Entries []entry
	Fresh   int
	Doubles int
	Wrong   int
}

// look reads a file as its columns say, and compares it with what the reader sees.
func look(row *sdk.Row[imported], zone *time.Location) (*preview, error) {
	body, err := imports.ReadFile(row.ID, "file", maxFile)
	if err != nil {
		return nil, err
	}
	s, err := readSheet(body)
	if err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text(err.Error()))
	}
	p := &preview{Sheet: s}
	if row.Value.Columns == nil {
		row.Value.Columns = guess(s.Head)
	}
	land := country()
	for _, line := range s.Rows {
		p.Entries = append(p.Entries, row.Value.Columns.read(line, zone, land))
	}
	if err := p.findAgents(row.Value.Columns); err != nil {
		return nil, err
	}
	if err := p.findDoubles(); err != nil {
		return nil, err
	}
	for i := range p.Entries {
		switch e := &p.Entries[i]; {
		case e.Wrong != nil:
			p.Wrong++
		case e.Known:
			p.Doubles++
		default:
			p.Fresh++
		}
	}
	return p, nil
}

// findAgents makes owners of the addresses in the column of agents.
func (p *preview) findAgents(c columns) error {
	known := map[string]int64{}
	for i, line := range p.Sheet.Rows {
		address := c.cell("agent", line)
		if address == "" {
			continue
		}
		id, asked := known[address]
		if !asked {
			found, err := sdk.People.Find(sdk.PersonQuery{Email: address, Kind: "employee", Limit: 5})
			if err != nil && !sdk.IsKind(err, sdk.KindInvalid) && !sdk.IsKind(err, sdk.KindDenied) {
				return err
			}
			if err == nil && len(found.Items) == 1 {
				id = found.Items[0].ID
			}
			known[address] = id
		}
		if e := &p.Entries[i]; id != 0 {
			e.Call["owner"] = id
		} else if e.Wrong == nil {
			e.Wrong = &fault{"agent", address}
		}
	}
	return nil
}

// findDoubles marks the entries whose id an entry above or a call has.
func (p *preview) findDoubles() error {
	at := map[string]int{}
	for i := range p.Entries {
		e := &p.Entries[i]
		id, _ := e.Call["call_id"].(string)
		if id == "" || e.Wrong != nil {
			continue
		}
		if _, above := at[id]; above {
			e.Known = true
			continue
		}
		at[id] = i
	}
	var ask []any
	look := func() error {
		if len(ask) == 0 {
			return nil
		}
		found, err := calls.Find(sdk.Query{Where: sdk.In("call_id", ask...), Limit: 200})
		if err != nil {
			return err
		}
		for _, row := range found.Rows {
			p.Entries[at[row.Value.CallID]].Known = true
		}
		ask = ask[:0]
		return nil
	}
	for id := range at {
		if ask = append(ask, id); len(ask) == 200 {
			if err := look(); err != nil {
				return err
			}
		}
	}
	return look()
}

// maxLookUps is how many different numbers of one file people are looked for by.
const maxLookUps = 300

// findCallers ties entries to the one person of their number. Whoever is left over
// can be related later.
func (p *preview) findCallers() error {
	known := map[string]int64{}
	for i := range p.Entries {
		e := &p.Entries[i]
		number, _ := e.Call["number"].(string)
		if number == "" || e.Known || e.Wrong != nil {
			continue
		}
		id, asked := known[number]
		if !asked && len(known) < maxLookUps {
			var err error
			if id, err = only(number); err != nil {
				return err
			}
			known[number] = id
		}
		if id != 0 {
			e.Call["person"] = id
		}
	}
	return nil
}

// batch is how many calls are written in one go.
const batch = 500

// write writes what is neither wrong nor known. What was made before an error stays,
// and next is the line at which it would go on.
func (p *preview) write() (made int64, next int, err error) {
	var rows []map[string]any
	var lines []int
	flush := func() error {
		if len(rows) == 0 {
			return nil
		}
		ids, err := calls.InsertAll(rows)
		if err != nil {
			next = lines[0]
			return atLine(err, lines)
		}
		made += int64(len(ids))
		rows, lines = rows[:0], lines[:0]
		return nil
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		if e.Wrong != nil || e.Known {
			continue
		}
		if rows, lines = append(rows, e.Call), append(lines, e.Line); len(rows) == batch {
			if err := flush(); err != nil {
				return made, next, err
			}
		}
	}
	err = flush()
	return made, next, err
}

// atLine names the line of the file that the host refused, and why.
func atLine(err error, lines []int) error {
	var e *sdk.Error
	if !errors.As(err, &e) {
		return err
	}
	for _, fault := range e.Fields {
		place, _, _ := strings.Cut(fault.Name, ".")
		if at, bad := strconv.Atoi(place); bad == nil && at < len(lines) {
			return sdk.Fail(sdk.KindInvalid, sdk.Text("import.refused", "line", strconv.Itoa(lines[at]), "why", fault.Value))
		}
	}
	return err
}

func readArgs(r *sdk.EventRequest, into any) error {
	if len(r.Args) == 0 {
		return nil
	}
	return json.Unmarshal(r.Args, into)
}
