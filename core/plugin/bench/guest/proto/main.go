//go:build wasip1

// Command proto is the same guest for knqyf263/go-plugin.
package main

import (
	"context"
	"strings"

	"pegboard.dev/pegboard/core/plugin/bench/hook"
)

func main() {}

func init() { hook.RegisterHook(guest{}) }

type guest struct{}

// WillCreate implements hook.Hook.
func (guest) WillCreate(_ context.Context, t *hook.Ticket) (*hook.Patch, error) {
	if strings.Contains(t.Subject, "outage") {
		return &hook.Patch{Priority: "urgent"}, nil
	}
	return &hook.Patch{}, nil
}

// WillChange implements hook.Hook.
func (guest) WillChange(_ context.Context, t *hook.Ticket) (*hook.Ticket, error) {
	if strings.Contains(t.Subject, "outage") {
		t.Priority = "urgent"
	}
	return t, nil
}
