package records

import (
	"context"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// MaxBatch is how many records can be added at once.
const MaxBatch = 500

// CreateAll adds records in one transaction: all of them, or none. Errors are those of
// Create for the first that cannot be added; fields at fault are named behind its place
// among them, from zero: "3.code".
func (s *Service) CreateAll(ctx context.Context, who *rbac.Subject, c *Collection, list []Input) ([]*Record, error) {
	const op = "records.CreateAll"
	if len(list) > MaxBatch {
		return nil, core.Errorf(op, core.KindInvalid, "At most %d records can be added at once.", MaxBatch)
	}
	out := make([]*Record, len(list))
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		for i, in := range list {
			var err error
			if out[i], err = s.Create(ctx, who, c, in); err != nil {
				return placed(err, i)
			}
		}
		return nil
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return out, nil
}

// placed names fields at fault behind the place of their record.
func placed(err error, at int) error {
	e, ok := err.(*core.Error)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	named := *e
	named.Fields = make(map[string]string, len(e.Fields))
	for name, text := range e.Fields {
		named.Fields[strconv.Itoa(at)+"."+name] = text
	}
	return &named
}
