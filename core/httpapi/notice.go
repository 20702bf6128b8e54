package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/rbac"
)

// Notice is a piece of news for the caller.
type Notice struct {
	ID     int64     `json:"id"`
	Kind   string    `json:"kind" enum:"assigned,replied,mentioned,noted,invited,helped,queued,woken,plugin,upkeep"`
	Ticket *Ref      `json:"ticket" doc:"With its subject."`
	Actor  *Ref      `json:"actor" doc:"Who caused it; null for nobody."`
	Plugin *string   `json:"plugin"`
	Title  string    `json:"title" doc:"A plugin's words; empty for other kinds."`
	Text   string    `json:"text"`
	Href   *string   `json:"href" doc:"Where it leads within the helpdesk."`
	Count  int       `json:"count" doc:"How many of the same have come since it was last read."`
	At     time.Time `json:"at"`
	Unread bool      `json:"unread"`
}

// NoticePreference is how the caller hears of one kind of news.
type NoticePreference struct {
	Kind   string `json:"kind" enum:"assigned,replied,mentioned,noted,invited,helped,queued,woken,plugin,upkeep,answered"`
	Page   bool   `json:"page"`
	Mail   bool   `json:"mail"`
	OnPage bool   `json:"on_page" doc:"False for news that are told by letter only."`
}

// NoticeChoice changes one.
type NoticeChoice struct {
	Page bool `json:"page"`
	Mail bool `json:"mail"`
}

// ReadNotices picks notices to be marked as read.
type ReadNotices struct {
	All    bool    `json:"all,omitempty"`
	Ticket int64   `json:"ticket,omitempty" minimum:"0" doc:"All about this ticket."`
	IDs    []int64 `json:"ids,omitempty" maxItems:"200"`
}

// notice says what the helpdesk tells of itself in the reader's language; a plugin
// has said its words in it already.
func (t *titles) notice(n notices.Notice) Notice {
	out := noticeOf(n)
	if out.Plugin == nil {
		out.Title, out.Text = t.words.Say(out.Title), t.words.Say(out.Text)
	}
	return out
}

func noticeOf(n notices.Notice) Notice {
	out := Notice{
		ID: int64(n.ID), Kind: string(n.Kind), Ticket: refOf(n.Ticket, n.Subject), Actor: refOf(n.Actor, n.ActorName),
		Plugin: orNull(string(n.Plugin)), Title: n.Title, Text: n.Text, Href: orNull(n.Path), Count: n.Count, At: n.At, Unread: n.ReadAt.IsZero(),
	}
	if out.Href == nil && n.Ticket != 0 {
		href := "/app/tickets/" + itoa(n.Ticket)
		out.Href = &href
	}
	return out
}

func (s *Server) mountNotices() {
	own := signedIn("everybody's are their own")
	handle(s, route{
		method: http.MethodGet, path: "/me/notices", id: "list-notices", tag: "me", title: "Read one's notices",
		help: "Newest first. What is about a ticket that the caller does not see any more is left out.", needs: own,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Cursor string `query:"cursor"`
		Limit  int    `query:"limit" minimum:"1" maximum:"200"`
	}) (*of[List[Notice]], error) {
		page, err := s.svc.Notices.List(ctx, who, in.Cursor, in.Limit)
		return ok(listOf(each(page.Items, s.titles(ctx).notice), page.Next), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/me/notices/unread", id: "count-notices", tag: "me", title: "Count one's unread notices", needs: own,
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[Count], error) {
		n, err := s.svc.Notices.Unread(ctx, who)
		return ok(Count{N: n.N, More: n.More}, err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/me/notices/read", id: "read-notices", tag: "me", title: "Mark notices as read", needs: own, status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *of[ReadNotices]) (*none, error) {
		b := in.Body
		return nil, s.svc.Notices.MarkRead(ctx, who, notices.Read{All: b.All, Ticket: core.TicketID(b.Ticket), IDs: idsOf[core.NoticeID](b.IDs)})
	})
	handle(s, route{
		method: http.MethodGet, path: "/me/notices/preferences", id: "list-notice-preferences", tag: "me", title: "How one hears of what", needs: own,
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[NoticePreference]], error) {
		list, err := s.svc.Notices.Preferences(ctx, who)
		return ok(listOf(each(list, func(p notices.Preference) NoticePreference {
			return NoticePreference{Kind: string(p.Kind), Page: p.Page, Mail: p.Mail, OnPage: p.OnPage}
		}), ""), err)
	})
	handle(s, route{
		method: http.MethodPut, path: "/me/notices/preferences/{kind}", id: "put-notice-preference", tag: "me", title: "Choose how one hears of something",
		needs: own, status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Kind string `path:"kind" maxLength:"20"`
		Body NoticeChoice
	}) (*none, error) {
		return nil, s.svc.Notices.SetPreference(ctx, who, notices.Kind(in.Kind), notices.Choice{Page: in.Body.Page, Mail: in.Body.Mail})
	})
}
