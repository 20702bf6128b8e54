package store

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"slices"

	"modernc.org/sqlite"
)

// Functions that SQLite lacks. valuesFunc is an aggregate: the whole numbers of a group,
// NULLs left out, as a list of 8 bytes each. percentileFunc tells from such a list the
// smallest value that so many in a hundred do not exceed, as PostgreSQL's percentile_disc
// does. Apart, because SQLite computes equal aggregates of a statement once.
const (
	valuesFunc     = "pegboard_values"
	percentileFunc = "pegboard_percentile"
)

func init() {
	sqlite.MustRegisterFunction(valuesFunc, &sqlite.FunctionImpl{
		NArgs: 1, Deterministic: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &values{}, nil },
	})
	sqlite.MustRegisterDeterministicScalarFunction(percentileFunc, 2, percentile)
}

// maxValues bounds what one group may hold, in values of 8 bytes.
const maxValues = 8 << 20

type values struct{ list []byte }

// Step implements sqlite.AggregateFunction.
func (v *values) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	n, ok := args[0].(int64)
	if !ok {
		return nil
	}
	if len(v.list) == 8*maxValues {
		return errors.New("too many values for a percentile")
	}
	v.list = binary.LittleEndian.AppendUint64(v.list, uint64(n))
	return nil
}

// WindowInverse implements sqlite.AggregateFunction: it is no window function.
func (v *values) WindowInverse(*sqlite.FunctionContext, []driver.Value) error {
	return errors.New(valuesFunc + " has no window")
}

// WindowValue implements sqlite.AggregateFunction.
func (v *values) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return v.list, nil }

// Final implements sqlite.AggregateFunction.
func (v *values) Final(*sqlite.FunctionContext) {}

// percentile is of (list, percent); NULL for an empty list.
func percentile(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	list, _ := args[0].([]byte)
	percent, _ := args[1].(int64)
	n := int64(len(list) / 8)
	if n == 0 {
		return nil, nil
	}
	all := make([]int64, n)
	for i := range all {
		all[i] = int64(binary.LittleEndian.Uint64(list[8*i:]))
	}
	slices.Sort(all)
	return all[max(0, (n*percent+99)/100-1)], nil
}
