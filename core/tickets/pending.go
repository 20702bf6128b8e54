package tickets

import (
	"context"
	"io"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

var errNotYet = core.Errorf("tickets", core.KindUnavailable, "Not available.")

// Create is described with its implementation.
func (s *Service) Create(ctx context.Context, who *rbac.Subject, in NewTicket) (*Ticket, error) {
	return nil, errNotYet
}

// List is described with its implementation.
func (s *Service) List(ctx context.Context, who *rbac.Subject, f Filter) (core.Page[Summary], error) {
	return core.Page[Summary]{}, errNotYet
}

// Count is described with its implementation.
func (s *Service) Count(ctx context.Context, who *rbac.Subject, f Filter) (Count, error) {
	return Count{}, errNotYet
}

// Get is described with its implementation.
func (s *Service) Get(ctx context.Context, who *rbac.Subject, id core.TicketID) (*Ticket, error) {
	return nil, errNotYet
}

// Update is described with its implementation.
func (s *Service) Update(ctx context.Context, who *rbac.Subject, id core.TicketID, p Patch) (*Ticket, error) {
	return nil, errNotYet
}

// AddMessage is described with its implementation.
func (s *Service) AddMessage(ctx context.Context, who *rbac.Subject, id core.TicketID, m NewMessage) (*Message, error) {
	return nil, errNotYet
}

// Messages is described with its implementation.
func (s *Service) Messages(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[Message], error) {
	return core.Page[Message]{}, errNotYet
}

// Activities is described with its implementation.
func (s *Service) Activities(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[Activity], error) {
	return core.Page[Activity]{}, errNotYet
}

// Take is described with its implementation.
func (s *Service) Take(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) (*Ticket, error) {
	return nil, errNotYet
}

// Assign is described with its implementation.
func (s *Service) Assign(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID, version int64) (*Ticket, error) {
	return nil, errNotYet
}

// Unassign is described with its implementation.
func (s *Service) Unassign(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) (*Ticket, error) {
	return nil, errNotYet
}

// AddContributor is described with its implementation.
func (s *Service) AddContributor(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	return nil, errNotYet
}

// RemoveContributor is described with its implementation.
func (s *Service) RemoveContributor(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	return nil, errNotYet
}

// AddCC is described with its implementation.
func (s *Service) AddCC(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	return nil, errNotYet
}

// RemoveCC is described with its implementation.
func (s *Service) RemoveCC(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	return nil, errNotYet
}

// Transfer is described with its implementation.
func (s *Service) Transfer(ctx context.Context, who *rbac.Subject, id core.TicketID, in Transfer) (*Ticket, error) {
	return nil, errNotYet
}

// Merge is described with its implementation.
func (s *Service) Merge(ctx context.Context, who *rbac.Subject, id, into core.TicketID, version int64) (*Ticket, error) {
	return nil, errNotYet
}

// Relate is described with its implementation.
func (s *Service) Relate(ctx context.Context, who *rbac.Subject, id, other core.TicketID) (*Ticket, error) {
	return nil, errNotYet
}

// Unrelate is described with its implementation.
func (s *Service) Unrelate(ctx context.Context, who *rbac.Subject, id, other core.TicketID) (*Ticket, error) {
	return nil, errNotYet
}

// Attach is described with its implementation.
func (s *Service) Attach(ctx context.Context, who *rbac.Subject, id core.TicketID, up Upload, r io.Reader) (*Attachment, error) {
	return nil, errNotYet
}

// Assignees is described with its implementation.
func (s *Service) Assignees(ctx context.Context, who *rbac.Subject, id core.TicketID, q string) ([]Person, error) {
	return nil, errNotYet
}

// Colleagues is described with its implementation.
func (s *Service) Colleagues(ctx context.Context, who *rbac.Subject, id core.TicketID, q string) ([]Person, error) {
	return nil, errNotYet
}

// TransferTeams is described with its implementation.
func (s *Service) TransferTeams(ctx context.Context, who *rbac.Subject, id core.TicketID) ([]Team, error) {
	return nil, errNotYet
}

// Views is described with its implementation.
func (s *Service) Views(ctx context.Context, who *rbac.Subject) ([]View, error) {
	return nil, errNotYet
}

// View is described with its implementation.
func (s *Service) View(ctx context.Context, who *rbac.Subject, id string) (*View, error) {
	return nil, errNotYet
}

// CreateView is described with its implementation.
func (s *Service) CreateView(ctx context.Context, who *rbac.Subject, in NewView) (*View, error) {
	return nil, errNotYet
}

// UpdateView is described with its implementation.
func (s *Service) UpdateView(ctx context.Context, who *rbac.Subject, id string, p ViewPatch) (*View, error) {
	return nil, errNotYet
}

// Delete is described with its implementation.
func (s *Service) Delete(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) error {
	return errNotYet
}

// DeleteView is described with its implementation.
func (s *Service) DeleteView(ctx context.Context, who *rbac.Subject, id string) error {
	return errNotYet
}

// OpenAttachment is described with its implementation.
func (s *Service) OpenAttachment(ctx context.Context, who *rbac.Subject, id core.AttachmentID) (*Attachment, io.ReadCloser, error) {
	return nil, nil, errNotYet
}
