package httpapi

import (
	"context"
	"io"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Attachment is a file with a message.
type Attachment struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size" doc:"Bytes."`
	MIME string `json:"mime" doc:"By the name's ending; the content was not looked at."`
	Href string `json:"href"`
}

func attachmentOf(a tickets.Attachment) Attachment {
	return Attachment{
		ID: int64(a.ID), Name: a.Name, Size: a.Size, MIME: a.Type,
		Href: prefix + "/attachments/" + itoa(a.ID),
	}
}

func (s *Server) mountAttachments() {
	handle(s, route{
		method: http.MethodPut, path: "/tickets/{id}/uploads", id: "upload", tag: "tickets", title: "Upload a file to a ticket",
		help:  "The raw bytes are the body; nothing is encoded. The file waits for the message that names it, one day at most.",
		needs: onObject("tickets.attach"), status: http.StatusCreated, raw: true,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64  `path:"id" minimum:"1"`
		Name string `query:"name" required:"true" minLength:"1" maxLength:"200" doc:"The file's name."`
	}) (*of[Attachment], error) {
		a, err := s.svc.Tickets.Attach(ctx, who, core.TicketID(in.ID), tickets.Upload{Name: in.Name}, uploadOf(ctx))
		if err != nil {
			return nil, err
		}
		return ok(attachmentOf(*a), nil)
	})
	handle(s, route{
		method: http.MethodGet, path: "/attachments/{id}", id: "download", tag: "tickets", title: "Download a file",
		help: "Always sent as a download, never shown inline.", needs: onObject("tickets.view"),
	}, s.download)
}

// download streams a file. Whatever it claims to be, the browser saves it and
// runs nothing: the name comes with it, the type is opaque, the page is sandboxed.
func (s *Server) download(ctx context.Context, who *rbac.Subject, in *idPath) (*huma.StreamResponse, error) {
	a, content, err := s.svc.Tickets.OpenAttachment(ctx, who, core.AttachmentID(in.ID))
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		sendFile(humafiber.Unwrap(hc), a.Name, a.Size, content)
	}}, nil
}

// sendFile streams a file that somebody has sent. It closes content.
func sendFile(c *fiber.Ctx, name string, size int64, content io.ReadCloser) {
	c.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Set("Content-Type", "application/octet-stream")
	c.Set("Content-Security-Policy", bareCSP+"; sandbox")
	c.Set("Cache-Control", "private, no-cache")
	c.Context().SetBodyStream(content, int(size))
}
