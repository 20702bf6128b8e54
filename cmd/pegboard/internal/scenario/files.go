package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/rbac/source"
)

// Total is what came of several files.
type Total struct {
	Result
	// Bad counts files that cannot be read, or that say something that there is not.
	Bad int
}

// Files plays files and prints what differs, then one line with the sums. What
// is wrong with a file goes to problems, with file and line; if there is any
// such file, nothing is played.
func (r *Runner) Files(ctx context.Context, files []string, out, problems io.Writer) (*Total, error) {
	total := &Total{}
	var all []*scenario.Scenario
	for _, file := range files {
		s, err := r.read(file)
		if err != nil {
			total.Bad++
			fmt.Fprintln(problems, sentence(err))
			continue
		}
		for _, w := range s.Warnings {
			fmt.Fprintln(problems, "warning:", w)
		}
		all = append(all, s)
	}
	if total.Bad > 0 {
		return total, nil
	}
	for _, s := range all {
		res, err := r.Run(ctx, s)
		var faults source.Problems
		switch {
		case errors.As(err, &faults):
			total.Bad++
			fmt.Fprintln(problems, faults)
			continue
		case err != nil:
			return nil, fmt.Errorf("%s: %w", s.File, err)
		}
		total.Passed += res.Passed
		total.Failures = append(total.Failures, res.Failures...)
		for i := range res.Failures {
			fmt.Fprintln(out, &res.Failures[i])
		}
	}
	if total.Bad > 0 {
		return total, nil
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", total.Passed, len(total.Failures))
	return total, nil
}

func (r *Runner) read(file string) (*scenario.Scenario, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return r.Parse(file, data)
}
