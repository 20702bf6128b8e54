package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
)

// service answers one host operation. Its reply is a record of the ABI, or
// bytes where the operation says so.
type service struct {
	// grant is the capability that links it; empty is for everyone.
	grant string
	run   func(c *call, ctx context.Context, in []byte) (any, error)
}

// services are the host operations of this version. What is missing here a
// guest can call, and gets KindUnavailable.
var services map[abi.Op]service

func init() {
	services = map[abi.Op]service{
		abi.HostTicketsGet:      {manifest.TicketsRead, (*call).ticketsGet},
		abi.HostTicketsList:     {manifest.TicketsRead, (*call).ticketsList},
		abi.HostTicketsCreate:   {manifest.TicketsWrite, (*call).ticketsCreate},
		abi.HostTicketsReply:    {manifest.TicketsWrite, (*call).ticketsReply},
		abi.HostTicketsComment:  {manifest.TicketsWrite, (*call).ticketsComment},
		abi.HostTicketsUpdate:   {manifest.TicketsWrite, (*call).ticketsUpdate},
		abi.HostTicketsFigures:  {manifest.TicketsRead, (*call).ticketsFigures},
		abi.HostPeopleGet:       {manifest.PeopleRead, (*call).peopleGet},
		abi.HostPeopleFind:      {manifest.PeopleRead, (*call).peopleFind},
		abi.HostTeamsList:       {manifest.PeopleRead, (*call).teamsList},
		abi.HostRolesList:       {manifest.PeopleRead, (*call).rolesList},
		abi.HostAccessMay:       {"", (*call).accessMay},
		abi.HostAccessItself:    {manifest.Itself, (*call).accessItself},
		abi.HostRecordsGet:      {manifest.Records, (*call).recordsGet},
		abi.HostRecordsQuery:    {manifest.Records, (*call).recordsQuery},
		abi.HostRecordsCreate:   {manifest.Records, (*call).recordsCreate},
		abi.HostRecordsUpdate:   {manifest.Records, (*call).recordsUpdate},
		abi.HostRecordsDelete:   {manifest.Records, (*call).recordsDelete},
		abi.HostRecordsAdd:      {manifest.Records, (*call).recordsAdd},
		abi.HostRecordsFile:     {manifest.Records, (*call).recordsFile},
		abi.HostSettingsGet:     {manifest.Settings, (*call).settingsGet},
		abi.HostKVGet:           {manifest.KV, (*call).kvGet},
		abi.HostKVSet:           {manifest.KV, (*call).kvSet},
		abi.HostKVDelete:        {manifest.KV, (*call).kvDelete},
		abi.HostEventsPublish:   {manifest.Events, (*call).eventsPublish},
		abi.HostHTTPFetch:       {manifest.HTTP, (*call).httpFetch},
		abi.HostNotify:          {manifest.Mail, (*call).notify},
		abi.HostUIStale:         {manifest.Realtime, (*call).uiStale},
		abi.HostRealtimePublish: {manifest.Realtime, (*call).realtimePublish},
		abi.HostServicesCall:    {manifest.Services, (*call).servicesCall},
		abi.HostVisitorsGet:     {manifest.Visitors, (*call).visitorsGet},
		abi.HostVisitorsBan:     {manifest.Visitors, (*call).visitorsBan},
		abi.HostMailingsList:    {manifest.Mailings, (*call).mailingsList},
		abi.HostMailingsPut:     {manifest.Mailings, (*call).mailingsPut},
		abi.HostMailingsDelete:  {manifest.Mailings, (*call).mailingsDelete},
		abi.HostI18nText:        {"", (*call).text},
		abi.HostMarkdownText:    {"", (*call).markdownText},
		abi.HostMetricsAdd:      {"", (*call).metricsAdd},
		abi.HostMetricsSet:      {"", (*call).metricsSet},
	}
}

// host implements sandbox.HostFunc: it checks the grant and hands the request to
// its service, which checks the caller's rights as for everybody else.
func (c *call) host(ctx context.Context, op uint32, in []byte) ([]byte, error) {
	const where = "plugin.host"
	s, ok := services[abi.Op(op)]
	if !ok {
		return nil, core.Errorf(where, core.KindUnavailable, "This Pegboard does not offer %s.", opName(op))
	}
	if !c.unit.grants("") {
		return nil, core.Errorf(where, core.KindForbidden, "The plugin may not do this any more.")
	}
	if s.grant != "" && !c.granted(s.grant) {
		return nil, core.Errorf(where, core.KindForbidden, "The plugin was not granted %s.", s.grant)
	}
	if c.reading && !readers[abi.Op(op)] {
		return nil, core.Errorf(where, core.KindForbidden, "A letter at a set time is written by reading only.")
	}
	out, err := s.run(c, context.WithValue(ctx, memoKey{}, c.memo()), in)
	if err != nil {
		if core.IsKind(err, core.KindInternal) {
			c.m.Log.ErrorContext(ctx, "plugin: host call failed", "plugin", string(c.unit.manifest.ID), "call", opName(op), "error", err)
		}
		return nil, core.Wrap(where, err)
	}
	switch v := out.(type) {
	case nil:
		return nil, nil
	case []byte:
		return v, nil
	case abi.Wire:
		return sandbox.Encode(ctx, v)
	}
	return nil, core.Errorf(where, core.KindInternal, "")
}

func opName(op uint32) string {
	if name := abi.HostOpName(abi.Op(op)); name != "" {
		return name
	}
	return "an unknown host call"
}

// decode reads a request.
func decode(in []byte, req abi.Wire) error {
	if err := abi.Decode(in, req); err != nil {
		return &core.Error{Op: "plugin.decode", Kind: core.KindInvalid, Msg: "The plugin sent a request that cannot be read.", Err: err}
	}
	return nil
}
