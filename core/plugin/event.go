package plugin

import (
	"context"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// EventInput is a person's action on a surface.
type EventInput struct {
	At     At
	Event  *blocks.Event
	Device string
	Locale Locale
}

// Event carries out an action that a rendering of the surface offered to who:
// the token proves that, and holds the arguments as the plugin wrote them. The
// answer is JSON: effects and a revision. Errors as in Render, and: KindForbidden
// for a token of another page, person or place, or when the action's key is not
// held any more; KindConflict for a page that is too old; and what the plugin
// answers. When it refuses a submitted form by field, that becomes an effect on
// the form.
func (m *Manager) Event(ctx context.Context, who *rbac.Subject, id core.PluginID, surface string, in EventInput) ([]byte, error) {
	const op = "plugin.Event"
	u, s, c, err := m.open(ctx, op, who, id, surface, in.At, in.Locale)
	if err != nil {
		return nil, err
	}
	if c.locale, err = m.localeOf(ctx, who, in.Locale); err != nil {
		return nil, core.Wrap(op, err)
	}
	ev := in.Event
	b := m.bindingOf(c, s, in.At)
	sealed, err := m.Sealer.Open(b, ev.Token)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if sealed.Action != ev.Action {
		return nil, core.Errorf(op, core.KindForbidden, "This action does not belong to this page.")
	}
	if sealed.Perm != "" {
		if err := who.Require(op, rbac.Key(sealed.Perm)); err != nil {
			return nil, err
		}
	}
	if sealed.Word != "" && strings.TrimSpace(ev.Typed) != sealed.Word {
		return nil, core.Errorf(op, core.KindInvalid, "Type “%s” to confirm this.", sealed.Word)
	}
	state, err := m.Sealer.OpenState(b, ev.State)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	params, err := wireParams(op, ev.Params)
	if err != nil {
		return nil, err
	}
	req := &abi.EventRequest{
		Surface: s.ID, Ext: s.Ext, UI: "1", Ctx: in.At.wire(), Viewer: c.caller(), Params: params, State: stateJSON(state),
		Device: orElse(in.Device, "wide"), DeadlineMS: eventTime.Milliseconds(), Event: ev.Event, Action: ev.Action,
		Args: abi.JSON(sealed.Args), Rev: ev.Rev, Idem: ev.Idem,
	}
	if req.Values, err = formValues(ev.Values); err != nil {
		return nil, core.Wrap(op, err)
	}
	if len(ev.Selection) > 0 {
		if req.Selection, err = json.Marshal(ev.Selection); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	raw, err := c.do(ctx, abi.OpEvent, req, "action "+sealed.Action+" of "+s.ID, max(eventTime, m.timeToDraw(u)))
	if err != nil {
		return formErrors(ev, core.Wrap(op, err))
	}
	if len(raw) == 0 {
		return []byte(`{"effects":[]}`), nil
	}
	res, err := blocks.DecodeResponse(raw, limitsFor(s))
	if err != nil {
		return nil, m.badAnswer(ctx, op, c, s, err)
	}
	m.logNotes(ctx, u, s, res.Notes())
	return res.Prepare(m.options(ctx, c, s, in.At)), nil
}

// formErrors turns a refusal by field into an effect on the one form that was
// submitted; every other error stays one.
func formErrors(ev *blocks.Event, err error) ([]byte, error) {
	e := asCore(err)
	if e == nil || e.Kind != core.KindInvalid || ev.Event != "submit" && ev.Event != "edit" || len(ev.Values) != 1 {
		return nil, err
	}
	effect := map[string]any{"type": "errors", "form_error": e.Msg}
	for form := range ev.Values {
		effect["form"] = form
	}
	if len(e.Fields) > 0 {
		effect["fields"] = e.Fields
	}
	return json.Marshal(map[string]any{"effects": []any{effect}})
}

// stateJSON hands a document's state back as the JSON string that it was.
func stateJSON(state string) abi.JSON {
	if state == "" {
		return nil
	}
	b, _ := json.Marshal(state) // a string always encodes
	return b
}

// formValues writes the values of forms, which are JSON already, as one object.
func formValues(forms map[string]blocks.Raw) (abi.JSON, error) {
	if len(forms) == 0 {
		return nil, nil
	}
	raw := make(map[string]json.RawMessage, len(forms))
	for form, values := range forms {
		raw[form] = json.RawMessage(values)
	}
	return json.Marshal(raw)
}
