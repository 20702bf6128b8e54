package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// Report is everything that one run found out.
type Report struct {
	Date     time.Time `json:"date"`
	CPUs     int       `json:"cpus"`
	Platform string    `json:"platform"`
	Database string    `json:"database"`
	Size     Size      `json:"size"`
	// LoadSeconds is how long making the helpdesk took, zero if it was there.
	LoadSeconds float64  `json:"load_seconds"`
	Samples     []Sample `json:"samples"`
}

// NewReport stamps a report with the machine.
func NewReport(database string, size Size) *Report {
	return &Report{
		Date: time.Now().UTC(), CPUs: runtime.NumCPU(), Platform: runtime.GOOS + "/" + runtime.GOARCH + " " + runtime.Version(),
		Database: database, Size: size,
	}
}

// JSON writes the report for machines.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// Table writes the report for people: a line per case and number of clients,
// milliseconds, with the bare statements and the ratio of the medians beside it.
func (r *Report) Table(w io.Writer) error {
	fmt.Fprintf(w, "%s · %d CPUs · %s · %s · %d tickets, %d messages, %d agents, %d teams\n\n",
		r.Date.Format("2006-01-02"), r.CPUs, r.Platform, r.Database, r.Size.Tickets, r.Size.Messages, r.Size.Agents, r.Size.Teams)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, strings.Join([]string{"case", "clients", "p50 ms", "p95", "p99", "calls/s", "bare p50", "p95", "p99", "calls/s", "ratio", ""}, "\t"))
	for i := 0; i+1 < len(r.Samples); i += 2 {
		ours, bare := r.Samples[i], r.Samples[i+1]
		ratio := 0.0
		if bare.P50 > 0 {
			ratio = ours.P50 / bare.P50
		}
		fmt.Fprintf(t, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t%.0f\t%.2f\t\n",
			ours.Case, ours.Clients, ours.P50, ours.P95, ours.P99, ours.Throughput, bare.P50, bare.P95, bare.P99, bare.Throughput, ratio)
	}
	return t.Flush()
}
