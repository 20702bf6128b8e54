package sdk

import (
	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// Metrics are numbers about the plugin's own work, for those who run the helpdesk:
// they stand on the plugin's page and at the server's /metrics. A name has 1 to 40
// lower-case letters, digits and underscores, and a plugin at most 50 of them. Each
// node keeps its own, from its start on. Never put who somebody is into a name.
var Metrics metrics

type metrics struct{}

// Add raises a counter, such as parcels_tracked; n is not negative. A name that Set
// was used with is refused.
func (metrics) Add(name string, n int64) error {
	return ask(abi.HostMetricsAdd, &abi.Measurement{Name: name, Value: n}, nil)
}

// Set says how much there is of something now, such as waiting parcels. A name that
// Add was used with is refused.
func (metrics) Set(name string, value int64) error {
	return ask(abi.HostMetricsSet, &abi.Measurement{Name: name, Value: value}, nil)
}

// PlainText returns what Markdown says without its marks, for letters, CSV and
// subjects; paragraphs are apart by a blank line. A text without words comes back
// empty.
func PlainText(markdown string) string {
	s, _ := link.Call(abi.HostMarkdownText, []byte(markdown))
	return s
}
