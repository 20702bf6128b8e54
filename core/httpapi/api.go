package httpapi

import (
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Services are what the API calls. A server that only describes itself (see
// OpenAPI) needs none of them; one that serves needs them all.
type Services struct {
	People     *people.Service
	Tickets    *tickets.Service
	Notices    *notices.Service
	Registry   func() *rbac.Registry
	Plugins    Plugins
	UI         UI
	Papers     Papers
	Extensions Extensions
	Visitors   Visitors
	Mail       Mailer

	PluginSettings PluginSettings
	Deliveries     Deliveries
	PluginLife     PluginLife
	PluginHistory  PluginHistory
}

// mountAPI registers every operation and the documents that describe them.
func (s *Server) mountAPI() {
	s.mountDocs()
	s.mountSetup()
	s.mountSetupProgress()
	s.mountSession()
	s.mountMe()
	s.mountTokens()
	s.mountNotices()
	s.mountTicketReads()
	s.mountFigures()
	s.mountTicketWrites()
	s.mountTicketPeople()
	s.mountTicketVerbs()
	s.mountTicketBulk()
	s.mountViewers()
	s.mountMessages()
	s.mountAttachments()
	s.mountViews()
	s.mountUsers()
	s.mountUserImport()
	s.mountGrants()
	s.mountInvitations()
	s.mountGroups()
	s.mountTeams()
	s.mountDepartments()
	s.mountOrganizations()
	s.mountPermissions()
	s.mountRoles()
	s.mountAccess()
	s.mountPolicy()
	s.mountAudit()
	s.mountSettings()
	s.mountBranding()
	s.mountRegistration()
	s.mountProviders()
	s.mountPlugins()
	s.mountDeliveries()
	s.mountPluginLife()
	s.mountPluginHistory()
	s.mountPluginSettings()
	s.mountSurfaces()
	s.mountPapers()
	s.mountExtensions()
	s.mountPictures()
	s.mountVisitors()
}
