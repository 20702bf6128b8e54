package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Me is whoever asks: what a front end needs to draw itself.
type Me struct {
	User      MyUser            `json:"user"`
	Roles     []RoleRef         `json:"roles"`
	Teams     []Ref             `json:"teams"`
	Keys      map[string]string `json:"keys" doc:"The permissions held, with their scope; yes/no keys say all."`
	Abilities map[string]bool   `json:"abilities"`
	Pages     []Place           `json:"pages" doc:"Pages of plugins, for the menu."`
	Commands  []Place           `json:"commands" doc:"What plugins add to the palette of commands; each opens as a page."`
	Columns   []Place           `json:"columns" doc:"What plugins show in each row of a list of tickets."`
	Company   Company           `json:"company"`
	Plugins   *PluginNotice     `json:"plugin_notice" doc:"What is the matter with plugins; null for those who do not look after them."`
}

// MyUser is oneself.
type MyUser struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Email  string `json:"email"`
	Kind   string `json:"kind" enum:"employee,user"`
	Locale string `json:"locale"`
	// OwnLocale is what they chose; Locale may be the helpdesk's.
	OwnLocale string `json:"own_locale" doc:"What they chose themselves, empty where they follow the helpdesk's."`
	Timezone  string `json:"timezone"`
	Theme     string `json:"theme" enum:"auto,light,dark"`
}

// Company is whose helpdesk this is.
type Company struct {
	Name string     `json:"name"`
	Logo *BrandLogo `json:"logo" doc:"Null for Pegboard's mark."`
}

// MyPatch changes oneself.
type MyPatch struct {
	Name     *string `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Locale   *string `json:"locale,omitempty" maxLength:"35"`
	Timezone *string `json:"timezone,omitempty" maxLength:"64"`
	Theme    *string `json:"theme,omitempty" enum:"auto,light,dark"`
}

// me gathers what a front end needs to know about who.
func (s *Server) me(ctx context.Context, who *rbac.Subject) (Me, error) {
	p, err := s.svc.People.User(ctx, who, who.User)
	if err != nil {
		return Me{}, err
	}
	n, err := s.namesFor(ctx, []people.PersonView{*p})
	if err != nil {
		return Me{}, err
	}
	company, err := s.svc.People.Company(ctx)
	if err != nil {
		return Me{}, err
	}
	brand, err := s.svc.People.Branding(ctx)
	if err != nil {
		return Me{}, err
	}
	abilities := generalAbilities(who)
	if abilities["set_up"], err = s.svc.People.SettingUp(ctx, who); err != nil {
		return Me{}, err
	}
	theme, titles := p.Theme, s.titles(ctx)
	if theme == "" {
		theme = "auto"
	}
	return Me{
		User: MyUser{
			ID: int64(p.ID), Name: p.Name, Email: p.Email, Kind: string(p.Kind),
			Locale: or(p.Locale, company.Locale), OwnLocale: p.Locale, Timezone: or(p.Timezone, company.Timezone), Theme: theme,
		},
		Roles: n.roles(p.Roles),
		Teams: each(p.Teams, func(t core.TeamID) Ref { return Ref{ID: int64(t), Name: n.teams[t]} }),
		Keys:  scopeNames(who.Powers.Keys()), Abilities: abilities,
		Pages:    titles.places(orEmpty(s.svc.UI.Places(ctx, who, "console.page"))),
		Commands: titles.places(orEmpty(s.svc.UI.Places(ctx, who, "console.command"))),
		Columns:  titles.places(orEmpty(s.svc.UI.Places(ctx, who, "inbox.column"))),
		Company:  Company{Name: company.Name, Logo: brandLogoOf(brand)},
		Plugins:  s.svc.Plugins.Notice(who),
	}, nil
}

// generalAbilities are what a front end shows or hides before there is any object.
func generalAbilities(who *rbac.Subject) map[string]bool {
	return map[string]bool{
		"agent_console": who.Holds("console.agent"),
		"admin_console": who.Holds("console.admin"),
		"create_ticket": who.Holds("tickets.create") || who.Holds("tickets.submit"),
		"search":        who.Holds("tickets.view"),
		"people":        who.Holds("people.view"),
		"roles":         who.Holds("roles.view"),
		"plugins":       who.Holds("settings.plugins"),
		"settings":      who.Holds("settings.view"),
		"audit":         who.Holds("settings.audit"),
	}
}

// or returns s, or else where s is empty.
func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// namesFor looks up what people refer to, each kind in one query.
func (s *Server) namesFor(ctx context.Context, list []people.PersonView) (*names, error) {
	var teams []core.TeamID
	var organizations []core.OrganizationID
	for i := range list {
		teams = append(teams, list[i].Teams...)
		if list[i].Organization != 0 {
			organizations = append(organizations, list[i].Organization)
		}
	}
	n := &names{titles: s.titles(ctx)}
	var err error
	if n.policy, err = s.svc.People.Policy(ctx); err != nil {
		return nil, err
	}
	directory := s.svc.People.Directory()
	if n.teams, err = directory.Teams(ctx, teams...); err != nil {
		return nil, err
	}
	n.organizations, err = directory.Organizations(ctx, organizations...)
	return n, err
}

func (s *Server) mountMe() {
	handle(s, route{
		method: http.MethodGet, path: "/me", id: "get-me", tag: "me", title: "Who am I", needs: signedIn("everybody may know themselves"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[Me], error) {
		return ok(s.me(ctx, who))
	})
	handle(s, route{
		method: http.MethodPatch, path: "/me", id: "update-me", tag: "me", title: "Change one's own name and preferences",
		needs: signedIn("everybody may change their own"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[MyPatch]) (*of[Me], error) {
		b := in.Body
		patch := people.ProfilePatch{Name: b.Name, Locale: b.Locale, Timezone: b.Timezone, Theme: b.Theme}
		if _, err := s.svc.People.UpdateProfile(ctx, who, patch); err != nil {
			return nil, err
		}
		return ok(s.me(ctx, who))
	})
}
