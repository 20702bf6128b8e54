package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Message is one entry of a ticket's conversation.
type Message struct {
	ID           int64        `json:"id"`
	Kind         string       `json:"kind" enum:"reply,comment,system"`
	Author       *Ref         `json:"author"`
	FromCustomer bool         `json:"from_customer"`
	BodyHTML     string       `json:"body_html" doc:"Cleaned by the server."`
	BodyText     string       `json:"body_text"`
	CreatedAt    time.Time    `json:"created_at"`
	Attachments  []Attachment `json:"attachments"`
}

func messageOf(m tickets.Message) Message {
	return Message{
		ID: int64(m.ID), Kind: m.Kind.String(), Author: refOf(m.Author.ID, m.Author.Name), FromCustomer: m.FromCustomer,
		BodyHTML: m.HTML, BodyText: m.Text, CreatedAt: m.CreatedAt, Attachments: each(m.Attachments, attachmentOf),
	}
}

// NewMessage is a reply or a private note to be added.
type NewMessage struct {
	Kind        string  `json:"kind" enum:"reply,comment"`
	Body        string  `json:"body" minLength:"1"`
	Format      string  `json:"format,omitempty" enum:"text,markdown,html" doc:"text if left out."`
	Attachments []int64 `json:"attachments,omitempty" maxItems:"20" doc:"Files uploaded to this ticket before."`
	Mentions    []int64 `json:"mentions,omitempty" maxItems:"20" doc:"Whom a private note is for in particular; who does not see the ticket is left out."`
	Status      string  `json:"status,omitempty" enum:"open,pending,on_hold,solved,closed" doc:"Set together with the message."`
}

type messagePage struct {
	ID     int64  `path:"id" minimum:"1"`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200"`
}

func (s *Server) mountMessages() {
	handle(s, route{
		method: http.MethodGet, path: "/tickets/{id}/messages", id: "list-messages", tag: "tickets", title: "Read a conversation",
		help: "Newest first.", needs: onObject("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *messagePage) (*of[List[Message]], error) {
		page, err := s.svc.Tickets.Messages(ctx, who, core.TicketID(in.ID), in.Cursor, in.Limit)
		return ok(listOf(each(page.Items, messageOf), page.Next), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/tickets/{id}/messages", id: "add-message", tag: "tickets", title: "Reply or note",
		help:  "A reply is public; a comment is a private note among employees.",
		needs: onObject("tickets.reply", "tickets.comment"), status: http.StatusCreated,
	}, s.addMessage)
}

func (s *Server) addMessage(ctx context.Context, who *rbac.Subject, in *struct {
	ID   int64 `path:"id" minimum:"1"`
	Body NewMessage
}) (*of[Message], error) {
	m := tickets.NewMessage{
		Kind: tickets.Reply, Body: in.Body.Body, Format: tickets.Format(in.Body.Format), Channel: channelOf(who),
		Attachments: idsOf[core.AttachmentID](in.Body.Attachments), Mentions: idsOf[core.UserID](in.Body.Mentions),
	}
	if in.Body.Kind == "comment" {
		m.Kind = tickets.Comment
	}
	if in.Body.Status != "" {
		status, err := tickets.ParseStatus(in.Body.Status)
		if err != nil {
			return nil, err
		}
		m.Status = status
	}
	added, err := s.svc.Tickets.AddMessage(ctx, who, core.TicketID(in.ID), m)
	if err != nil {
		return nil, err
	}
	return ok(messageOf(*added), nil)
}

// channelOf says where a ticket or message came from.
func channelOf(who *rbac.Subject) string {
	if who.Token != 0 {
		return "api"
	}
	return "web"
}
