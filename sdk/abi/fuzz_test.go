package abi

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"unsafe"
)

// records makes one of every record that the layout has.
var records = []func() Wire{
	func() Wire { return &Ticket{} }, func() Wire { return &TicketPatch{} }, func() Wire { return &Message{} }, func() Wire { return &MessagePatch{} },
	func() Wire { return &Attachment{} }, func() Wire { return &Person{} }, func() Wire { return &PersonPatch{} }, func() Wire { return &Event{} },
	func() Wire { return &Mail{} }, func() Wire { return &MailPatch{} }, func() Wire { return &Caller{} }, func() Wire { return &Pair{} },
	func() Wire { return &Fault{} }, func() Wire { return &HookRequest{} }, func() Wire { return &HookReply{} }, func() Wire { return &Place{} },
	func() Wire { return &RenderRequest{} }, func() Wire { return &EventRequest{} }, func() Wire { return &RouteRequest{} },
	func() Wire { return &RouteReply{} }, func() Wire { return &ScheduleRequest{} }, func() Wire { return &LifecycleRequest{} },
	func() Wire { return &ServiceRequest{} }, func() Wire { return &GetRequest{} }, func() Wire { return &TicketQuery{} }, func() Wire { return &TicketPage{} },
	func() Wire { return &TicketCreate{} }, func() Wire { return &MessageCreate{} }, func() Wire { return &TicketUpdate{} },
	func() Wire { return &PersonQuery{} }, func() Wire { return &PersonPage{} }, func() Wire { return &MayRequest{} }, func() Wire { return &MayReply{} }, func() Wire { return &ItselfRequest{} },
	func() Wire { return &RecordRequest{} }, func() Wire { return &Record{} }, func() Wire { return &RecordQuery{} }, func() Wire { return &RecordPage{} },
	func() Wire { return &RecordBatch{} }, func() Wire { return &FileRequest{} },
	func() Wire { return &KVEntry{} }, func() Wire { return &Notice{} }, func() Wire { return &Publication{} }, func() Wire { return &HTTPRequest{} },
	func() Wire { return &HTTPReply{} }, func() Wire { return &TextRequest{} }, func() Wire { return &Stale{} }, func() Wire { return &Broadcast{} }, func() Wire { return &ServiceCall{} },
	func() Wire { return &FigureQuery{} }, func() Wire { return &FigureRow{} }, func() Wire { return &FigurePage{} },
	func() Wire { return &Team{} }, func() Wire { return &TeamList{} }, func() Wire { return &Role{} }, func() Wire { return &RoleList{} }, func() Wire { return &VisitorRequest{} }, func() Wire { return &Visitor{} }, func() Wire { return &Measurement{} },
	func() Wire { return &Mailing{} }, func() Wire { return &MailingFate{} }, func() Wire { return &MailingQuery{} }, func() Wire { return &MailingList{} },
	func() Wire { return &MailingRequest{} }, func() Wire { return &MailingLetter{} },
}

// numbered makes the record of a number, nil if there is none.
func numbered(number byte) Wire {
	for _, make := range records {
		if w := make(); w.AppendFlat(nil)[1] == number {
			return w
		}
	}
	return nil
}

// TestEveryRecordIsFuzzed compares the list above with the schema.
func TestEveryRecordIsFuzzed(t *testing.T) {
	schema, err := os.ReadFile("abi.schema")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for line := range strings.Lines(string(schema)) {
		if strings.HasPrefix(line, "record ") || strings.HasPrefix(line, "patch ") {
			declared++
		}
	}
	if declared != len(records) {
		t.Errorf("the schema has %d records, the list %d", declared, len(records))
	}
}

// FuzzDecode gives arbitrary bytes to the reader of the record that they say they
// are. What it accepts is not much larger than what came in, and says the same when
// it is written and read again, in both forms.
func FuzzDecode(f *testing.F) {
	for _, make := range records {
		f.Add(make().AppendFlat(nil))
	}
	full := &HookReply{Verdict: VerdictPatch, Reason: "why", Ticket: TicketPatch{Set: 0x3f, Subject: "s", Tags: []string{"a", "bc"}}}
	f.Add(full.AppendFlat(nil))
	f.Add((&Fault{Kind: 1, Message: "m", Fields: Params{{"a", "b"}, {"c", "d"}}}).AppendFlat(nil))
	f.Add((&TicketPage{Items: []Ticket{{ID: 1, Tags: []string{"x"}, ContributorIDs: []int64{1, 2}}, {ID: 2, Subject: "ü"}}}).AppendFlat(nil))
	f.Add((&HookRequest{Name: "n", Caller: &Caller{Perms: []string{"p"}}, Event: &Event{Payload: JSON(`{"a":[1]}`)}, Changed: []string{"status"}}).AppendFlat(nil))
	f.Add(overlapping())
	f.Add((&Person{ID: 1, CreatedAt: 1 << 61}).AppendFlat(nil)) // the year 75000
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) < headerSize || in[0] != ContentFlat {
			return
		}
		v := numbered(in[1])
		if v == nil {
			return
		}
		if err := v.DecodeFlat(unsafe.String(&in[0], len(in))); err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		out := v.AppendFlat(nil)
		if len(out) > 4096+64*len(in) {
			t.Fatalf("%d bytes became %d", len(in), len(out))
		}
		again := numbered(in[1])
		if err := again.DecodeFlat(string(out)); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if back := again.AppendFlat(nil); !bytes.Equal(back, out) {
			t.Fatalf("not stable:\n%x\n%x", out, back)
		}
		if j, err := json.Marshal(v); err == nil {
			if err := json.Unmarshal(j, numbered(in[1])); err != nil {
				t.Fatalf("its JSON cannot be read: %v\n%s", err, j)
			}
		}
		var view HookView
		if view.Open(string(in)) == nil {
			_, _, _, _ = view.Name(), view.Ticket(), view.Event(), view.Changed()
		}
	})
}

// FuzzDecodeJSON gives arbitrary JSON to the records that guests answer and ask
// with. What is accepted is written and read again.
func FuzzDecodeJSON(f *testing.F) {
	f.Add([]byte(`{"verdict":1,"ticket":{"priority":"urgent","tags":["vip"]}}`))
	f.Add([]byte(`{"kind":1,"message":"m","fields":{"a":"b"}}`))
	f.Add([]byte(`{"status":200,"headers":{"content-type":"text/plain"},"body":"x"}`))
	f.Add([]byte(`{"id":7,"version":1,"changes":{"subject":"s","follow_up_at":"2026-11-25T09:30:00Z"}}`))
	f.Add([]byte(`{"key":"k","value":"aGVsbG8=","ttl_ms":5}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) == 0 || in[0] != '{' {
			return
		}
		for _, make := range records {
			v := make()
			if Decode(in, v) != nil {
				continue
			}
			out := v.AppendFlat(nil)
			again := make()
			if err := again.DecodeFlat(string(out)); err != nil {
				t.Fatalf("%T: what was written cannot be read: %v\n%s", v, err, in)
			}
			if back := again.AppendFlat(nil); !bytes.Equal(back, out) {
				t.Fatalf("%T: not stable:\n%x\n%x", v, out, back)
			}
		}
	})
}

// overlapping is a Fault of 34 KiB whose thousand fields are all the same 16 KiB:
// copied one by one they would be 32 MiB, and of 4 MiB a terabyte.
func overlapping() []byte {
	const fields, size = 1000, 16 << 10
	b := (&Fault{}).AppendFlat(nil)
	slots := len(b)
	at := slots + fields*2*slotSize
	put := func(i, offset, n int) {
		for k := range 4 {
			b[i+k], b[i+4+k] = byte(offset>>(8*k)), byte(n>>(8*k))
		}
	}
	b = append(b, bytes.Repeat([]byte{0}, at-slots)...)
	for i := range 2 * fields {
		put(slots+i*slotSize, at, size)
	}
	b = append(b, bytes.Repeat([]byte("x"), size)...)
	put(headerSize+2*slotSize, slots, fields)
	for k := range 4 {
		b[4+k] = byte(len(b) >> (8 * k))
	}
	return b
}

func TestListsDoNotPointAtOnePlaceAgainAndAgain(t *testing.T) {
	if err := Decode(overlapping(), &Fault{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("a record that grows when it is copied: %v", err)
	}
	fault := &Fault{Kind: 1, Message: "m", Fields: Params{{"a", strings.Repeat("b", 100)}, {"c", ""}}}
	var back Fault
	if err := Decode(fault.AppendFlat(nil), &back); err != nil || len(back.Fields) != 2 || back.Fields[0].Value != fault.Fields[0].Value {
		t.Errorf("an honest one: %v, %+v", err, back)
	}
}
