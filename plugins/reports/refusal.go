package main

import (
	"errors"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// refusal is what somebody can do about figures that the host would not compute: empty
// for an error of another kind. c is what they have chosen, nil for nothing.
func refusal(err error, c *choice) string {
	key, message := why(err, c)
	if key != "" {
		return sdk.Text(key)
	}
	return message
}

// why is the name of a text, or a sentence of another plugin's.
func why(err error, c *choice) (key, message string) {
	var e *sdk.Error
	if !errors.As(err, &e) {
		return "", ""
	}
	switch {
	case e.Kind == sdk.KindQuota:
		return "refused.busy", ""
	case e.Kind != sdk.KindInvalid:
		return "", ""
	case c != nil && c.broken():
		return "refused.dates", ""
	case e.Fields.Get("period") != "":
		return "refused.period", ""
	case e.Fields.Get("by") != "":
		return "refused.rows", ""
	}
	return "", e.Message
}

// broken: two dates that are no period.
func (c *choice) broken() bool {
	from, to, ok := cutSpan(c.period)
	return ok && from > to
}

// refused is a refusal within a page.
func refused(text string) ui.Block { return ui.Alert(ui.Tr("refused")).Text(text).Tone(ui.Warning) }
