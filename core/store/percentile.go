package store

import (
	"database/sql/driver"
	"errors"
	"slices"

	"modernc.org/sqlite"
)

// percentileFunc is an aggregate that SQLite lacks: (percent, value) yields the
// smallest value that so many in a hundred do not exceed, as PostgreSQL's
// percentile_disc does. NULLs do not count.
const percentileFunc = "pegboard_percentile"

func init() {
	sqlite.MustRegisterFunction(percentileFunc, &sqlite.FunctionImpl{
		NArgs: 2, Deterministic: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &percentile{}, nil },
	})
}

// maxPercentile bounds what one group may hold, in values of 8 bytes.
const maxPercentile = 8 << 20

type percentile struct {
	percent int64
	values  []int64
}

// Step implements sqlite.AggregateFunction.
func (p *percentile) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	v, ok := args[1].(int64)
	if !ok {
		return nil
	}
	if len(p.values) == maxPercentile {
		return errors.New("too many values for a percentile")
	}
	p.percent, _ = args[0].(int64)
	p.values = append(p.values, v)
	return nil
}

// WindowInverse implements sqlite.AggregateFunction: it is no window function.
func (p *percentile) WindowInverse(*sqlite.FunctionContext, []driver.Value) error {
	return errors.New(percentileFunc + " has no window")
}

// WindowValue implements sqlite.AggregateFunction.
func (p *percentile) WindowValue(*sqlite.FunctionContext) (driver.Value, error) {
	n := int64(len(p.values))
	if n == 0 {
		return nil, nil
	}
	slices.Sort(p.values)
	return p.values[max(0, (n*p.percent+99)/100-1)], nil
}

// Final implements sqlite.AggregateFunction.
func (p *percentile) Final(*sqlite.FunctionContext) {}
