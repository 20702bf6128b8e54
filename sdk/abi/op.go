package abi

// Op numbers an operation. Guest operations (host to guest) and host operations
// (guest to host) are two separate number spaces.
type Op uint32

// Operations that a guest answers in pegboard_call.
const (
	OpHook      Op = 1 // HookRequest → HookReply
	OpRender    Op = 2 // RenderRequest → a surface document, JSON
	OpEvent     Op = 3 // EventRequest → an event response, JSON
	OpRoute     Op = 4 // RouteRequest → RouteReply
	OpSchedule  Op = 5 // ScheduleRequest → nothing
	OpLifecycle Op = 6 // LifecycleRequest → nothing
	OpService   Op = 7 // ServiceRequest → bytes that the two plugins agreed on
	OpMailing   Op = 8 // MailingRequest → MailingLetter
)

// Operations that the host answers in its import "call".
const (
	HostTicketsGet      Op = 1   // GetRequest → Ticket
	HostTicketsList     Op = 2   // TicketQuery → TicketPage
	HostTicketsCreate   Op = 3   // TicketCreate → Ticket
	HostTicketsReply    Op = 4   // MessageCreate → Message
	HostTicketsComment  Op = 5   // MessageCreate → Message
	HostTicketsUpdate   Op = 6   // TicketUpdate → Ticket
	HostTicketsFigures  Op = 7   // FigureQuery → FigurePage
	HostPeopleGet       Op = 16  // GetRequest → Person
	HostPeopleFind      Op = 17  // PersonQuery → PersonPage
	HostTeamsList       Op = 18  // nothing → TeamList
	HostRolesList       Op = 230 // nothing → RoleList
	HostAccessMay       Op = 32  // MayRequest → MayReply
	HostAccessItself    Op = 33  // ItselfRequest → nothing
	HostRecordsGet      Op = 48  // RecordRequest → Record
	HostRecordsQuery    Op = 49  // RecordQuery → RecordPage
	HostRecordsCreate   Op = 50  // RecordRequest → Record
	HostRecordsUpdate   Op = 51  // RecordRequest → Record
	HostRecordsDelete   Op = 52  // RecordRequest → nothing
	HostRecordsAdd      Op = 53  // RecordBatch → RecordBatch
	HostRecordsFile     Op = 54  // FileRequest → bytes of the file
	HostSettingsGet     Op = 64  // nothing → the plugin's settings, a JSON object
	HostKVGet           Op = 80  // KVEntry (key) → KVEntry
	HostKVSet           Op = 81  // KVEntry → nothing
	HostKVDelete        Op = 82  // KVEntry (key) → nothing
	HostNotify          Op = 96  // Notice → nothing
	HostEventsPublish   Op = 112 // Publication → nothing
	HostHTTPFetch       Op = 128 // HTTPRequest → HTTPReply
	HostI18nText        Op = 144 // TextRequest → the text, UTF-8
	HostMarkdownText    Op = 145 // Markdown, UTF-8 → the same in plain words, UTF-8
	HostUIStale         Op = 160 // Stale → nothing
	HostRealtimePublish Op = 161 // Broadcast → nothing
	HostServicesCall    Op = 176 // ServiceCall → bytes that the two plugins agreed on
	HostMetricsAdd      Op = 192 // Measurement → nothing
	HostMetricsSet      Op = 193 // Measurement → nothing
	HostVisitorsGet     Op = 208 // VisitorRequest → Visitor
	HostVisitorsBan     Op = 209 // VisitorRequest → nothing
	HostMailingsList    Op = 224 // MailingQuery → MailingList
	HostMailingsPut     Op = 225 // Mailing → Mailing
	HostMailingsDelete  Op = 226 // MailingQuery → nothing
)

var guestOps = map[Op]string{
	OpHook: "hook", OpRender: "render", OpEvent: "event", OpRoute: "route",
	OpSchedule: "schedule", OpLifecycle: "lifecycle", OpService: "service", OpMailing: "mailing",
}

var hostOps = map[Op]string{
	HostTicketsGet: "tickets.get", HostTicketsList: "tickets.list", HostTicketsCreate: "tickets.create",
	HostTicketsReply: "tickets.reply", HostTicketsComment: "tickets.comment", HostTicketsUpdate: "tickets.update", HostTicketsFigures: "tickets.figures",
	HostPeopleGet: "people.get", HostPeopleFind: "people.find", HostTeamsList: "teams.list", HostRolesList: "roles.list", HostAccessMay: "access.may", HostAccessItself: "access.itself",
	HostRecordsGet: "records.get", HostRecordsQuery: "records.query", HostRecordsCreate: "records.create",
	HostRecordsUpdate: "records.update", HostRecordsDelete: "records.delete", HostRecordsAdd: "records.add", HostRecordsFile: "records.file", HostSettingsGet: "settings.get",
	HostKVGet: "kv.get", HostKVSet: "kv.set", HostKVDelete: "kv.delete", HostNotify: "notify",
	HostEventsPublish: "events.publish", HostHTTPFetch: "http.fetch", HostI18nText: "i18n.text", HostMarkdownText: "markdown.text",
	HostUIStale: "ui.stale", HostRealtimePublish: "realtime.publish", HostServicesCall: "services.call",
	HostMetricsAdd: "metrics.add", HostMetricsSet: "metrics.set", HostVisitorsGet: "visitors.get", HostVisitorsBan: "visitors.ban",
	HostMailingsList: "mailings.list", HostMailingsPut: "mailings.put", HostMailingsDelete: "mailings.delete",
}

// GuestOpName returns the name of a guest operation, empty when there is none.
func GuestOpName(op Op) string { return guestOps[op] }

// HostOpName returns the name of a host operation, empty when there is none.
func HostOpName(op Op) string { return hostOps[op] }

// HostOps returns number and name of every host operation; the map is the caller's.
func HostOps() map[Op]string {
	m := make(map[Op]string, len(hostOps))
	for op, name := range hostOps {
		m[op] = name
	}
	return m
}
