package sdk

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk/abi"
)

var surfaces = map[string]func(r *RenderRequest) (any, error){}

var actions = map[string]func(r *EventRequest) (any, error){}

// Render registers what draws a surface: a page, panel, action or widget of the
// manifest. The result encodes to a surface document (package sdk/ui builds
// them); a value with MarshalJSON, a json.RawMessage or JSON is taken as it is.
// Call it in init.
func Render(surface string, fn func(r *RenderRequest) (any, error)) {
	surfaces[surface] = fn
	opHandlers[abi.OpRender] = runRender
}

// Listed returns the tickets for which a column, a surface at "inbox.column", is
// drawn: at most 100, all of them such as the viewer sees. The column's document
// is one table, with a row of that id for each ticket that it has something to
// say about; the first column's cells are shown.
func Listed(r *RenderRequest) []int64 {
	var out []int64
	for _, text := range strings.Split(r.Params.Get("tickets"), ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

// Action registers what answers an action of a surface: a submitted form, a
// pressed button, a page of a table. The result encodes to an event response or
// to a list of its effects; nil means that nothing is to change. An action
// registered under surface "*" serves every surface, and under action "*" every
// action without a handler of its own. Call it in init.
func Action(surface, action string, fn func(r *EventRequest) (any, error)) {
	actions[surface+"/"+action] = fn
	opHandlers[abi.OpEvent] = runAction
}

func runRender(in string) ([]byte, Kind) {
	r := new(RenderRequest)
	if err := r.DecodeFlat(in); err != nil {
		return failWith(err)
	}
	current.caller = r.Viewer
	fn := surfaces[r.Surface]
	if fn == nil {
		return failWith(Fail(KindNotFound, "The plugin has no surface "+r.Surface+"."))
	}
	if r.Viewer == nil {
		r.Viewer = new(Caller)
	}
	if r.Ctx == nil {
		r.Ctx = new(Place)
	}
	return answerJSON(fn(r))
}

func runAction(in string) ([]byte, Kind) {
	r := new(EventRequest)
	if err := r.DecodeFlat(in); err != nil {
		return failWith(err)
	}
	current.caller, current.key = r.Viewer, r.Idem
	for _, name := range [...]string{r.Surface + "/" + r.Action, "*/" + r.Action, r.Surface + "/*", "*/*"} {
		fn := actions[name]
		if fn == nil {
			continue
		}
		if r.Viewer == nil {
			r.Viewer = new(Caller)
		}
		if r.Ctx == nil {
			r.Ctx = new(Place)
		}
		v, err := fn(r)
		if err == nil && v == nil {
			v = JSON(`{"effects":[]}`)
		}
		b, kind := answerJSON(v, err)
		if kind == 0 && len(b) > 0 && b[0] == '[' {
			b = append(append([]byte(`{"effects":`), b...), '}')
		}
		return b, kind
	}
	return failWith(Fail(KindNotFound, "The plugin has no action "+r.Action+"."))
}

func answerJSON(v any, err error) ([]byte, Kind) {
	if err != nil {
		return failWith(err)
	}
	b, err := encode(v)
	if err != nil {
		return failWith(err)
	}
	return b, 0
}

// encode returns v as JSON. What can write itself does so without reflection.
func encode(v any) ([]byte, error) {
	if m, ok := v.(interface{ MarshalJSON() ([]byte, error) }); ok {
		return m.MarshalJSON()
	}
	return json.Marshal(v)
}
