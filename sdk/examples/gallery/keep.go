package main

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// keep remembers for a day what the caller did to a sample, and has it drawn again
// wherever it is open.
func keep(sample string, what any) error {
	text, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if err := sdk.KV.Set(kept(sample), text, 24*time.Hour); err != nil {
		return err
	}
	return sdk.Stale("samples")
}

// recall reads what keep wrote; what was never kept leaves into alone.
func recall(sample string, into any) error {
	text, found, err := sdk.KV.Get(kept(sample))
	if err != nil || !found {
		return err
	}
	return json.Unmarshal(text, into)
}

func kept(sample string) string { return sample + ":" + ui.ID(sdk.Current().Caller().ID) }
