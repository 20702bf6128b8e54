package sdk

import "pegboard.dev/pegboard/sdk/internal/link"

func init() { link.Dispatch = dispatch }
