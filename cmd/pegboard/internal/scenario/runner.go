package scenario

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/rbac/source"
	"pegboard.dev/pegboard/core/store"
)

// Config says what scenarios may speak of.
type Config struct {
	// Version of Pegboard, as plugins ask for it.
	Version string
	// Bundled holds the packages that come with Pegboard.
	Bundled fs.FS
	// More finds the features of plugins that are not bundled, so that tests can
	// ask about their keys. Nil knows none.
	More scenario.Plugins
	// DB gives the database of each helpdesk, empty and closed by who gives it. Nil
	// makes an SQLite one beside its files.
	DB func() *store.DB
}

// Runner plays scenarios one after the other. Not for concurrent use. The
// caller closes it.
type Runner struct {
	cfg Config
	dir string
	n   int
}

// New makes a runner with a temporary directory.
func New(cfg Config) (*Runner, error) {
	dir, err := os.MkdirTemp("", "pegboard-access-")
	if err != nil {
		return nil, err
	}
	return &Runner{cfg: cfg, dir: dir}, nil
}

// Close removes everything that was made.
func (r *Runner) Close() error { return os.RemoveAll(r.dir) }

// Result is what came of one scenario.
type Result struct {
	Passed   int
	Failures []Failure
}

// Failure is an expectation that does not hold.
type Failure struct {
	File  string
	Check scenario.Check
	// Got says what is the case instead, and why, a sentence each.
	Got []string
}

// String gives file and line, what was expected, and why it is not so.
func (f *Failure) String() string {
	s := fmt.Sprintf("%s:%d: %s: that is not so.", f.File, f.Check.Line, f.Check)
	for _, line := range f.Got {
		s += "\n    " + line
	}
	return s
}

// Parse reads a scenario. The error carries source.Problems with file and line.
func (r *Runner) Parse(file string, data []byte) (*scenario.Scenario, error) {
	return scenario.Parse(file, data, r.features)
}

// features finds those of a plugin that a scenario may enable.
func (r *Runner) features(id string) ([]rbac.Feature, bool) {
	if r.bundled(id) {
		body, err := fs.ReadFile(r.cfg.Bundled, id+".peg")
		if err != nil {
			return nil, false
		}
		m, err := peg.ReadManifest(body, r.cfg.Version)
		if err != nil {
			return nil, false
		}
		return m.RBAC(), true
	}
	if r.cfg.More == nil {
		return nil, false
	}
	return r.cfg.More(id)
}

func (r *Runner) bundled(id string) bool {
	if r.cfg.Bundled == nil || !fs.ValidPath(id+".peg") {
		return false
	}
	_, err := fs.Stat(r.cfg.Bundled, id+".peg")
	return err == nil
}

// Run plays a scenario in a helpdesk of its own. What cannot be made as the
// file has it is an error that carries source.Problems; every other error is
// the machine's.
func (r *Runner) Run(ctx context.Context, s *scenario.Scenario) (res *Result, err error) {
	w, err := r.start(ctx, s)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.end()) }()
	return w.play(ctx, s.Checks)
}

// start makes the helpdesk of a scenario; the caller ends it.
func (r *Runner) start(ctx context.Context, s *scenario.Scenario) (*world, error) {
	r.n++
	dir := filepath.Join(r.dir, fmt.Sprint(r.n))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	w, err := r.open(ctx, s, dir)
	if err != nil {
		return nil, err
	}
	if err := w.provision(ctx); err != nil {
		return nil, errors.Join(err, w.end())
	}
	return w, nil
}

// end closes the helpdesk and removes it.
func (w *world) end() error {
	w.app.Close()
	return os.RemoveAll(w.dir)
}

// play asks everything that the checks ask.
func (w *world) play(ctx context.Context, checks []scenario.Check) (*Result, error) {
	res := &Result{}
	for _, c := range checks {
		got, err := w.check(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", w.s.File, c.Line, err)
		}
		if len(got) > 0 {
			res.Failures = append(res.Failures, Failure{File: w.s.File, Check: c, Got: got})
		} else {
			res.Passed++
		}
	}
	return res, nil
}

// problem is a fault of the file that shows only when its helpdesk is made.
func (w *world) problem(line int, format string, args ...any) error {
	return source.Problems{{File: w.s.File, Line: line, Msg: fmt.Sprintf(format, args...)}}.Err("scenario.Run")
}
