package portal

import (
	"context"
	"io"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Tickets is what the pages need of tickets.Service.
type Tickets interface {
	List(ctx context.Context, who *rbac.Subject, f tickets.Filter) (core.Page[tickets.Summary], error)
	Get(ctx context.Context, who *rbac.Subject, id core.TicketID) (*tickets.Ticket, error)
	Messages(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[tickets.Message], error)
	Create(ctx context.Context, who *rbac.Subject, in tickets.NewTicket) (*tickets.Ticket, error)
	AddMessage(ctx context.Context, who *rbac.Subject, id core.TicketID, in tickets.NewMessage) (*tickets.Message, error)
	Update(ctx context.Context, who *rbac.Subject, id core.TicketID, p tickets.Patch) (*tickets.Ticket, error)
	OpenAttachment(ctx context.Context, who *rbac.Subject, id core.AttachmentID) (*tickets.Attachment, io.ReadCloser, error)
	TrackingToken(ticket core.TicketID, user core.UserID) string
	Tracked(ctx context.Context, token string) (core.TicketID, core.UserID, error)
	Attach(ctx context.Context, who *rbac.Subject, id core.TicketID, up tickets.Upload, r io.Reader) (*tickets.Attachment, error)
}

// People is what the pages need of people.Service.
type People interface {
	User(ctx context.Context, who *rbac.Subject, id core.UserID) (*people.PersonView, error)
	UpdateProfile(ctx context.Context, who *rbac.Subject, patch people.ProfilePatch) (*people.Person, error)
	Sessions(ctx context.Context, who *rbac.Subject) ([]people.Session, error)
	EndSession(ctx context.Context, who *rbac.Subject, hash string) error
	Company(ctx context.Context) (*people.Company, error)
	Branding(ctx context.Context) (*people.Branding, error)
	Directory() people.Directory
	SetupNeeded(ctx context.Context) (bool, error)
	Registration(ctx context.Context) (people.Registration, error)
	Register(ctx context.Context, in people.RegisterInput, m people.Meta) error
	RequestReset(ctx context.Context, email string, m people.Meta) error
	CanMail(ctx context.Context) (bool, error)
	WithoutAccount(ctx context.Context, id core.UserID) (*rbac.Subject, error)
	Providers(ctx context.Context) ([]people.Provider, error)
}

// Doors lead in and out; *httpapi.Server implements them.
type Doors interface {
	SignIn(c *fiber.Ctx, email, password string) (*rbac.Subject, error)
	SignOut(c *fiber.Ctx) error
	SetUp(c *fiber.Ctx, in people.SetupInput) (*rbac.Subject, error)
	AcceptInvitation(c *fiber.Ctx, code, name, password string) (*rbac.Subject, error)
	FinishReset(ctx context.Context, code, password string) error
	FinishVerify(ctx context.Context, code string) error
	ChangePassword(c *fiber.Ctx, current, password string) error
	OwnSession(c *fiber.Ctx) string
	LimitGuests(ctx context.Context, who *rbac.Subject) error
}

// Surfaces draw what plugins contribute to the portal.
type Surfaces interface {
	// Places lists the surfaces at an extension point, such as "portal.home",
	// that who may open. It wakes no plugin.
	Places(who *rbac.Subject, ext string) []Place
	// Place finds a page or a part of one that who may open, in menus or not.
	Place(who *rbac.Subject, plugin core.PluginID, surface string) (Place, bool)
	// Render returns a surface prepared for who. Errors as plugin.Manager.Render.
	Render(ctx context.Context, who *rbac.Subject, at Place, r Reader, params map[string]string) (*blocks.Document, error)
	// Event carries out an action. Errors as plugin.Manager.Event.
	Event(ctx context.Context, who *rbac.Subject, at Place, r Reader, event *blocks.Event) (*blocks.Response, error)
	// Upload stores a file into "<collection>.<field>" of the plugin and returns its
	// id, to be named in a record. Errors as records.Service.Upload.
	Upload(ctx context.Context, who *rbac.Subject, at Place, into, name string, content io.Reader) (string, error)
}

// Place names a plugin's surface.
type Place struct {
	Plugin         core.PluginID
	Surface, Title string
}

// Reader is in which language and time zone somebody reads.
type Reader struct{ Locale, Timezone string }
