package httpapi

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// SetupState says whether somebody still has to set the helpdesk up.
type SetupState struct {
	Needed  bool     `json:"needed"`
	Presets []Preset `json:"presets"`
}

// Preset is a set of roles to start from.
type Preset struct {
	Slug        string `json:"slug"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// Setup is what the first visitor says.
type Setup struct {
	Token    string `json:"token" minLength:"1" maxLength:"200" doc:"From the set-up link that the server printed."`
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Email    string `json:"email" format:"email" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
	Preset   string `json:"preset,omitempty" maxLength:"64"`
	Company  string `json:"company,omitempty" maxLength:"200"`
}

func (s *Server) mountSetup() {
	handle(s, route{
		method: http.MethodGet, path: "/setup", id: "get-setup", tag: "me", title: "Is set-up still needed",
		needs: anyone("before set-up there is nobody who could sign in"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[SetupState], error) {
		needed, err := s.svc.People.SetupNeeded(ctx)
		state := SetupState{Needed: needed, Presets: []Preset{}}
		if needed {
			state.Presets = each(rbac.Presets(), func(p rbac.PresetInfo) Preset {
				return Preset{Slug: p.Slug, Name: p.Name, Description: p.Description}
			})
		}
		return ok(state, err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/setup", id: "set-up", tag: "me", title: "Become the owner",
		help: "Works once, with the link's token. Signs the new owner in.", needs: anyone("the one-time token is the permission"),
	}, func(ctx context.Context, _ *rbac.Subject, in *struct {
		underFiber
		Body Setup
	}) (*of[Me], error) {
		who, err := s.SetUp(in.c, people.SetupInput{
			Token: in.Body.Token, Name: in.Body.Name, Email: in.Body.Email, Password: in.Body.Password,
			Preset: in.Body.Preset, Company: in.Body.Company,
		})
		if err != nil {
			return nil, err
		}
		return ok(s.me(ctx, who))
	})
}

// SetupProgress is how far a new helpdesk is set up.
type SetupProgress struct {
	Done     []string `json:"done" maxItems:"20" doc:"The steps that somebody has been through."`
	Finished bool     `json:"finished" doc:"Nobody is asked to go on any more."`
}

// SetupSteps adds which steps there are.
type SetupSteps struct {
	SetupProgress
	Steps []string `json:"steps"`
}

func (s *Server) mountSetupProgress() {
	answer := func(p *people.SetupProgress, err error) (*of[SetupSteps], error) {
		if err != nil {
			return nil, err
		}
		return ok(SetupSteps{SetupProgress: SetupProgress{Done: orEmpty(p.Done), Finished: p.Finished}, Steps: people.SetupSteps}, nil)
	}
	handle(s, route{
		method: http.MethodGet, path: "/setup/progress", id: "get-setup-progress", tag: "settings", title: "How far set-up is",
		needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[SetupSteps], error) {
		return answer(s.svc.People.SetupProgress(ctx, who))
	})
	handle(s, route{
		method: http.MethodPut, path: "/setup/progress", id: "put-setup-progress", tag: "settings", title: "Note how far set-up is",
		needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[SetupProgress]) (*of[SetupSteps], error) {
		return answer(s.svc.People.SaveSetupProgress(ctx, who, people.SetupProgress(in.Body)))
	})
}

// SetUp makes the first visitor the owner and signs them in, for the API and
// for the page that does the same. Errors as people.Service.Setup.
func (s *Server) SetUp(c *fiber.Ctx, in people.SetupInput) (*rbac.Subject, error) {
	st := stateOf(c.UserContext())
	in.Address = c.BaseURL()
	done, err := s.svc.People.Setup(c.UserContext(), in, people.Meta{IP: st.ip, Agent: c.Get(fiber.HeaderUserAgent)})
	if err != nil {
		return nil, err
	}
	done.Subject.RequestID = st.id
	st.session, st.subject = done.Secret, done.Subject
	s.setCookie(c, st, done)
	return done.Subject, nil
}
