package sdk

import "pegboard.dev/pegboard/sdk/abi"

// The records of the contract, under the names that plugins use. Their fields
// are described in package abi.
type (
	Ticket          = abi.Ticket
	TicketPatch     = abi.TicketPatch
	TicketQuery     = abi.TicketQuery
	TicketPage      = abi.TicketPage
	TicketCreate    = abi.TicketCreate
	TicketUpdate    = abi.TicketUpdate
	FigureQuery     = abi.FigureQuery
	FigureRow       = abi.FigureRow
	FigurePage      = abi.FigurePage
	Message         = abi.Message
	MessageCreate   = abi.MessageCreate
	Attachment      = abi.Attachment
	Person          = abi.Person
	PersonQuery     = abi.PersonQuery
	PersonPage      = abi.PersonPage
	Event           = abi.Event
	Mail            = abi.Mail
	Caller          = abi.Caller
	Visitor         = abi.Visitor
	Team            = abi.Team
	Role            = abi.Role
	Place           = abi.Place
	Params          = abi.Params
	Pair            = abi.Pair
	Time            = abi.Time
	JSON            = abi.JSON
	Notice          = abi.Notice
	RenderRequest   = abi.RenderRequest
	EventRequest    = abi.EventRequest
	RouteRequest    = abi.RouteRequest
	RouteReply      = abi.RouteReply
	ServiceRequest  = abi.ServiceRequest
	ScheduleRequest = abi.ScheduleRequest
	Mailing         = abi.Mailing
	MailingRequest  = abi.MailingRequest
	MailingLetter   = abi.MailingLetter
	HTTPRequest     = abi.HTTPRequest
	HTTPReply       = abi.HTTPReply
)
