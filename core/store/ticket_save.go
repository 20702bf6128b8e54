package store

import (
	"context"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// SaveTicket implements tickets.TicketStore. It sets only what differs: each
// index that an UPDATE names costs, even when the value stays.
func (s Tickets) SaveTicket(ctx context.Context, was, is *tickets.Ticket) error {
	const op = "store.SaveTicket"
	q := &stmt{}
	q.add("UPDATE tickets SET updated_at = ?", micros(is.UpdatedAt))
	set := func(column string, differs bool, v any) {
		if differs {
			q.add(", "+column+" = ?", v)
		}
	}
	set("version", was.Version != is.Version, is.Version)
	set("subject", was.Subject != is.Subject, is.Subject)
	set("status", was.Status != is.Status, is.Status)
	set("priority", was.Priority != is.Priority, is.Priority)
	set("team_id", was.Team.ID != is.Team.ID, orNull(is.Team.ID))
	set("assignee_id", was.Assignee.ID != is.Assignee.ID, orNull(is.Assignee.ID))
	set("requester_id", was.Requester.ID != is.Requester.ID, is.Requester.ID)
	set("organization_id", was.Organization.ID != is.Organization.ID, orNull(is.Organization.ID))
	set("tags", !slices.Equal(was.Tags, is.Tags), strings.Join(is.Tags, "\n"))
	set("resolution", was.Resolution != is.Resolution, is.Resolution)
	set("merged_into", was.MergedInto != is.MergedInto, orNull(is.MergedInto))
	set("pinned_at", !was.PinnedAt.Equal(is.PinnedAt), microsOrNull(is.PinnedAt))
	set("follow_up_at", !was.FollowUpAt.Equal(is.FollowUpAt), microsOrNull(is.FollowUpAt))
	set("snoozed_until", !was.Snooze.Equal(is.Snooze), snoozeOrNull(is.Snooze))
	set("snoozed_by", was.SnoozedBy != is.SnoozedBy, orNull(is.SnoozedBy))
	set("woken_at", !was.WokenAt.Equal(is.WokenAt), microsOrNull(is.WokenAt))
	set("first_response_at", !was.FirstResponseAt.Equal(is.FirstResponseAt), microsOrNull(is.FirstResponseAt))
	set("resolved_at", !was.ResolvedAt.Equal(is.ResolvedAt), microsOrNull(is.ResolvedAt))
	set("closed_at", !was.ClosedAt.Equal(is.ClosedAt), microsOrNull(is.ClosedAt))
	set("deleted_at", !was.DeletedAt.Equal(is.DeletedAt), microsOrNull(is.DeletedAt))
	set("message_count", was.MessageCount != is.MessageCount, is.MessageCount)
	set("reply_count", was.ReplyCount != is.ReplyCount, is.ReplyCount)
	set("contributor_count", was.ContributorCount != is.ContributorCount, is.ContributorCount)
	set("cc_count", len(was.Access.CC) != len(is.Access.CC), len(is.Access.CC))
	set("attachment_count", was.AttachmentCount != is.AttachmentCount, is.AttachmentCount)
	set("related_count", was.RelatedCount != is.RelatedCount, is.RelatedCount)
	setFacts(set, &was.Facts, &is.Facts)
	q.add(" WHERE id = ? AND version = ?", is.ID, was.Version)
	res := s.db.from(ctx).Exec(q.text.String(), q.args...)
	if res.Error != nil {
		return translate(op, res.Error)
	}
	if res.RowsAffected != 1 {
		return core.Errorf(op, core.KindConflict, "Somebody has changed this ticket in the meantime.")
	}
	if !slices.Equal(was.Tags, is.Tags) {
		if err := s.saveTags(ctx, is.ID, was.Tags, is.Tags); err != nil {
			return translate(op, err)
		}
	}
	return translate(op, s.mirror(ctx, is))
}

// mirror keeps the copies with the ticket's members, by which their lists are ordered.
func (s Tickets) mirror(ctx context.Context, t *tickets.Ticket) error {
	status := mirrored(t)
	if t.ContributorCount > 0 {
		err := s.db.from(ctx).Exec("UPDATE ticket_contributors SET updated_at = ?, status = ? WHERE ticket_id = ?", micros(t.UpdatedAt), status, t.ID).Error
		if err != nil {
			return err
		}
	}
	if len(t.Access.CC) == 0 {
		return nil
	}
	return s.db.from(ctx).Exec("UPDATE ticket_cc SET updated_at = ?, status = ? WHERE ticket_id = ?", micros(t.UpdatedAt), status, t.ID).Error
}

// mirrored is the status as members' rows have it: 0 for a deleted ticket.
func mirrored(t *tickets.Ticket) tickets.Status {
	if !t.DeletedAt.IsZero() {
		return 0
	}
	return t.Status
}
