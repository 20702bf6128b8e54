package main

import (
	"context"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"pegboard.dev/pegboard/core/plugin/bench/hook"
	"pegboard.dev/pegboard/core/plugin/bench/ticket"
)

// viaProto is knqyf263/go-plugin: wazero and protocol buffers, with an answer of
// either kind. A call can only be stopped when its runtime closes on the end of a
// context.
func viaProto(ctx context.Context, file string, t *ticket.Ticket, withDeadline bool) ([]*peer, error) {
	p, err := hook.NewHookPlugin(ctx, hook.WazeroRuntime(func(ctx context.Context) (wazero.Runtime, error) {
		r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCloseOnContextDone(withDeadline))
		_, err := wasi_snapshot_preview1.Instantiate(ctx, r)
		return r, err
	}))
	if err != nil {
		return nil, err
	}
	guest, err := p.Load(ctx, file)
	if err != nil {
		return nil, err
	}
	in, name := protoTicket(t), "knqyf263/go-plugin, without deadline"
	if withDeadline {
		name = "knqyf263/go-plugin, with deadline"
	}
	bounded := func(call func(ctx context.Context) (priority string, err error)) func() error {
		return func() error {
			ctx := ctx
			if withDeadline {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, deadline)
				defer cancel()
			}
			priority, err := call(ctx)
			if err != nil {
				return err
			}
			return right(priority)
		}
	}
	return []*peer{
		{name: name + ", one field back", call: bounded(func(ctx context.Context) (string, error) {
			out, err := guest.WillCreate(ctx, in)
			return out.GetPriority(), err
		})},
		{name: name + ", the ticket back", call: bounded(func(ctx context.Context) (string, error) {
			out, err := guest.WillChange(ctx, in)
			return out.GetPriority(), err
		})},
	}, nil
}

func protoTicket(t *ticket.Ticket) *hook.Ticket {
	return &hook.Ticket{Id: t.ID, Version: t.Version, Subject: t.Subject, Status: t.Status, Priority: t.Priority, Channel: t.Channel, TeamId: t.TeamID,
		TeamName: t.TeamName, AssigneeId: t.AssigneeID, AssigneeName: t.AssigneeName, RequesterId: t.RequesterID, RequesterName: t.RequesterName,
		RequesterEmail: t.RequesterEmail, OrganizationId: t.OrganizationID, OrganizationName: t.OrganizationName, Tags: t.Tags,
		ContributorIds: t.ContributorIDs, MessageCount: t.MessageCount, CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt, Body: t.Body}
}
