package manifest

import (
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/tickets"
)

type rule = map[string]any

// Pieces of rules.
const (
	shownText = `\S` // something that can be read
	keyName   = `^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+$`
	uiVersion = `^1(\.|$)`
	openPlace = `^(portal|widget)\.`
	willName  = `^[^.]*\.will_`
)

var (
	must   = rule{"required": true}
	filled = rule{"required": true, "minLength": 1}
	aKey   = rule{"pattern": keyName, "maxLength": rbac.MaxKeyLength}
)

var (
	options    = rule{"if": where("options", rule{"minItems": 1}), "then": where("type", rule{"const": "string"})}
	plainTypes = []string{"string", "text", "int", "float", "bool", "time", "json"}
	secret     = rule{"if": where("secret", rule{"const": true}), "then": rule{"properties": rule{
		"type": rule{"enum": []string{"string", "text"}}, "options": rule{"maxItems": 0}, "default": false}}}
)

// and is all of some rules; of two about the same, the later one.
func and(all ...rule) rule {
	out := rule{}
	for _, r := range all {
		for k, v := range r {
			out[k] = v
		}
	}
	return out
}

// where is the condition that a member is there and fits.
func where(member string, is rule) rule {
	return rule{"required": []string{member}, "properties": rule{member: is}}
}

// needs says that who has a member asks for a capability as well.
func needs(member, capability string) rule {
	asks := rule{"contains": where("name", rule{"const": capability})}
	return rule{"if": where(member, rule{"minItems": 1}), "then": where("capabilities", asks)}
}

// rules are what a schema can say beside types, by "Struct.member", and by "Struct"
// about members together. The patterns and lists are those that check uses.
var rules = map[string]rule{
	"Manifest.id":          and(must, rule{"pattern": pluginID.String(), "maxLength": 32, "not": rule{"enum": coreOwners}}),
	"Manifest.name":        and(must, rule{"pattern": shownText, "maxLength": 60}),
	"Manifest.version":     and(must, rule{"pattern": semver.String()}),
	"Manifest.publisher":   and(must, rule{"pattern": shownText, "maxLength": 100}),
	"Manifest.license":     and(must, rule{"pattern": shownText, "maxLength": 100}),
	"Manifest.description": and(must, rule{"pattern": shownText, "maxLength": 500}),
	"Manifest.homepage":    {"pattern": "^(https://|$)"},
	"Manifest.abi":         and(must, rule{"const": ABIVersion}),
	"Manifest.pegboard":    and(must, rule{"pattern": atLeast.String()}),
	"Manifest.requires":    {"propertyNames": rule{"pattern": pluginID.String()}, "additionalProperties": rule{"pattern": atLeast.String()}},
	"Manifest.collections": {"maxItems": 20},
	"Manifest.settings":    {"maxItems": 40},
	"Manifest.schedules":   {"maxItems": maxSchedules},
	"Manifest.mailings":    {"maxItems": maxMailings},
	"Manifest.http":        {"maxItems": 20},
	"Manifest.channels":    {"maxItems": maxChannels},
	"Manifest.provides":    {"maxItems": maxServices},
	"Manifest.uses":        {"maxItems": maxUses},
	"Manifest":             {"allOf": []rule{needs("collections", Records), needs("settings", Settings), needs("schedules", Scheduled), needs("mailings", Mailings), needs("http", HTTP), needs("channels", Realtime), needs("uses", Services), needs("visitors", Visitors)}},
	"Limits.memory_mib":    {"anyOf": []rule{{"const": 0}, {"minimum": 16, "maximum": 128}}},
	"Limits.render_ms":     {"anyOf": []rule{{"const": 0}, {"minimum": 1000, "maximum": 10_000}}},
	"Feature.id":           must,
	"Feature.title":        filled,
	"Feature.resource":     {"absent": true},
	"Feature.defaults":     {"propertyNames": rule{"enum": []string{"employee", "user"}}, "additionalProperties": rule{"enum": []string{"none", "read", "modify", "full"}}},
	"KeyDef.key":           and(must, aKey),
	"KeyDef.title":         filled,
	"Extension.key":        must,
	"Channel.name":         and(must, rule{"pattern": channelName.String()}),
	"Channel.perm":         filled,
	"Channel.by":           {"enum": []string{"", ByPerson, ByTeam}},
	"Service.name":         and(must, rule{"pattern": serviceName.String()}),
	"Service.title":        and(must, rule{"pattern": shownText, "maxLength": 100}),
	"Use.plugin":           and(must, rule{"pattern": pluginID.String(), "maxLength": 32}),
	"Use.service":          and(must, rule{"pattern": serviceName.String()}),
	"Capability.name":      and(must, rule{"enum": capabilities}),
	"Capability.reason":    and(must, rule{"minLength": 10}),
	"Hook.on":              and(must, rule{"pattern": hookName.String()}),
	"Hook.priority":        {"minimum": 0, "maximum": 1000},
	"Hook.fail":            {"enum": []string{"", "open", "closed"}},
	"Hook":                 {"if": where("on", rule{"pattern": willName}), "then": where("on", rule{"enum": WillHooks, "examples": []string{tickets.WillCreate}}), "else": rule{"not": where("fail", rule{"minLength": 1})}},
	"Surface.ext":          and(must, rule{"enum": extensions}),
	"Surface.id":           and(must, rule{"pattern": surfaceID.String()}),
	"Surface.title":        filled,
	"Surface.ui":           and(must, rule{"pattern": uiVersion}),
	"Surface":              {"anyOf": []rule{where("ext", rule{"pattern": openPlace}), where("perm", rule{"minLength": 1})}},
	"Route.method":         and(must, rule{"enum": []string{"GET", "POST", "PUT", "PATCH", "DELETE"}}),
	"Route.path":           and(must, rule{"pattern": routePath.String()}),
	"Route":                {"anyOf": []rule{where("public", rule{"const": true}), where("perm", rule{"minLength": 1}), where("visitor", rule{"const": true})}},
	"Visiting.perm":        filled,
	"Visiting.origins":     filled,
	"Collection.name":      and(must, rule{"pattern": `^[a-z][a-z0-9]{0,19}$`}),
	"Collection.title":     filled,
	"Collection.keys":      must,
	"Collection.fields":    and(must, rule{"minItems": 1, "maxItems": records.MaxFields}),
	"Collection.indexes":   {"maxItems": records.MaxIndexes},
	"Retention.days":       and(must, rule{"minimum": 1, "maximum": 3650}),
	"Keys.read":            {"minLength": 1},
	"Field.name":           and(must, rule{"pattern": `^[a-z][a-z0-9_]{0,29}$`, "not": rule{"enum": []string{"id", "version", "created_at", "updated_at", "created_by", "abilities", "cursor", "limit", "sort", "q"}}}),
	"Field.type":           must,
	"Field.title":          filled,
	"Field":                options,
	"Option.value":         filled,
	"Option.title":         filled,
	"Setting":              {"allOf": []rule{options, {"properties": rule{"type": rule{"enum": plainTypes}}}, secret}},
	"Schedule.name":        and(must, rule{"pattern": scheduleName.String()}),
	"Schedule.spec":        and(must, rule{"minLength": 1}),
	"Mailing.name":         and(must, rule{"pattern": scheduleName.String()}),
	"Mailing.title":        and(must, rule{"pattern": shownText, "maxLength": 100}),
	"Mailing.perm":         and(must, aKey),
	"HTTPHost.host":        and(must, rule{"pattern": hostName.String(), "maxLength": 253}),
}
