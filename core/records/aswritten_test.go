package records_test

import (
	"encoding/json"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
)

func TestAsWritten(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	var c records.Collection
	err := json.Unmarshal([]byte(`{"name":"calls","title":"Calls","owner":"owner",
		"keys":{"read":"calls.view","create":"calls.create","update":"calls.edit","delete":"calls.delete"},
		"fields":[{"name":"direction","type":"string","title":"Direction","required":true,"default":"in"},
			{"name":"at","type":"time","title":"At","default":"$now"},
			{"name":"owner","type":"ref:user","title":"Owner","default":"$me","key":"calls.transfer"}]}`), &c)
	if err == nil {
		err = c.Check("calls")
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := records.AsWritten(&c, records.Input{"owner": json.RawMessage("7")}, at)
	if err != nil {
		t.Fatal(err)
	}
	if r.Values["direction"] != "in" || r.Values["at"] != at || r.Ref("owner") != 7 || r.CreatedBy != 0 || r.Version != 1 || r.CreatedAt != at {
		t.Errorf("got %+v", r)
	}
	if r, err := records.AsWritten(&c, nil, at); err != nil || r.Ref("owner") != 0 {
		t.Errorf("nobody made it, and it is somebody's: %+v, %v", r, err)
	}
	for _, in := range []records.Input{{"colour": json.RawMessage(`"red"`)}, {"at": json.RawMessage(`"soon"`)}, {"direction": json.RawMessage("null")}} {
		if _, err := records.AsWritten(&c, in, at); !core.IsKind(err, core.KindInvalid) {
			t.Errorf("%v: %v", in, err)
		}
	}
}
