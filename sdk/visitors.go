package sdk

import (
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// Visitors are people without an account whom the plugin lets in from other
// sites. In their calls Caller has the kind "visitor" and their id; of records they
// reach their own.
var Visitors visitors

type visitors struct{}

// Get tells what is known of a visitor.
func (visitors) Get(id string) (*Visitor, error) {
	v := new(Visitor)
	return v, ask(abi.HostVisitorsGet, &abi.VisitorRequest{ID: id}, v)
}

// Ban keeps a visitor out from now on, and whoever comes from the same address;
// 0 lifts that.
func (visitors) Ban(id string, d time.Duration) error {
	return ask(abi.HostVisitorsBan, &abi.VisitorRequest{ID: id, BanMS: d.Milliseconds()}, nil)
}
