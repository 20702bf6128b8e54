package plugin

import (
	"context"
	"regexp"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

var measureName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// metricsAdd raises one of the plugin's counters on this node.
func (c *call) metricsAdd(_ context.Context, in []byte) (any, error) { return nil, c.measure(in, true) }

// metricsSet sets one of its gauges.
func (c *call) metricsSet(_ context.Context, in []byte) (any, error) {
	return nil, c.measure(in, false)
}

func (c *call) measure(in []byte, counter bool) error {
	const op = "plugin.measure"
	var req abi.Measurement
	if err := decode(in, &req); err != nil {
		return err
	}
	switch {
	case !measureName.MatchString(req.Name):
		return core.InvalidField(op, "name", "A metric's name is 1 to 40 lower-case letters, digits and underscores, beginning with a letter.")
	case counter && req.Value < 0:
		return core.InvalidField(op, "value", "A counter only grows.")
	}
	return c.m.measures.take(c.unit.manifest.ID, core.PluginMeasure{Name: req.Name, Counter: counter, Value: req.Value})
}

// markdownText says Markdown in plain words, as for the text of a message.
func (c *call) markdownText(_ context.Context, in []byte) (any, error) {
	_, text, err := tickets.CleanBody(tickets.FormatMarkdown, string(in))
	if core.IsKind(err, core.KindInvalid) && len(in) <= tickets.MaxBody {
		return nil, nil // it has no words
	}
	return []byte(text), err
}
