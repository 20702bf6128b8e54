package blocks

import "reflect"

// variant is one member of a union: what its tag says and its Go type.
type variant struct {
	name  string
	rt    reflect.Type
	since string
}

func v[T any](names ...string) []variant {
	out := make([]variant, 0, len(names))
	for _, n := range names {
		out = append(out, variant{name: n, rt: reflect.TypeFor[T](), since: "1.0"})
	}
	return out
}

func join(groups ...[]variant) []variant {
	var out []variant
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// unionDef is a closed set of structs told apart by one property.
type unionDef struct {
	name     string // in the generated types
	tag      string
	rt       reflect.Type
	variants []variant
}

// unionDefs is the vocabulary: append-only within version 1.
var unionDefs = []unionDef{
	{"Block", "type", reflect.TypeFor[Block](), join(
		v[Stack]("stack"), v[Grid]("grid"), v[Split]("split"), v[Section]("section"), v[Disclosure]("disclosure"),
		v[Tabs]("tabs"), v[Steps]("steps"), v[Divider]("divider"),
		v[Heading]("heading"), v[Paragraph]("text"), v[Markdown]("markdown"), v[Badge]("badge"), v[Alert]("alert"),
		v[Image]("image"), v[Gallery]("gallery"), v[Video]("video"), v[Code]("code"), v[Quote]("quote"),
		v[Empty]("empty"), v[Skeleton]("skeleton"), v[Message]("message"), v[Conversation]("conversation"),
		v[KV]("kv"), v[Stat]("stat"), v[List]("list"), v[Timeline]("timeline"), v[Tree]("tree"), v[Table]("table"),
		v[Board]("board"), v[Calendar]("calendar"), v[Chart]("chart"), v[Progress]("progress"), v[Rating]("rating"),
		v[People]("people"), v[Files]("files"), v[Entity]("entity"),
		v[Actions]("actions"), v[Button]("button"), v[Menu]("menu"), v[Link]("link"), v[Form]("form"),
		v[Search]("search"), v[FilterBar]("filterbar"), v[Vote]("vote"),
	)},
	{"Value", "k", reflect.TypeFor[Value](), join(
		v[TextValue]("text"), v[NumberValue]("number"), v[PercentValue]("percent"), v[MoneyValue]("money"),
		v[DateValue]("date"), v[DateTimeValue]("datetime"), v[DurationValue]("duration"), v[BytesValue]("bytes"),
		v[BoolValue]("bool"), v[BadgeValue]("badge"), v[LinkValue]("link"),
		v[EntityValue]("user", "contact", "ticket", "team", "org"),
		v[TagsValue]("tags"), v[ProgressValue]("progress"), v[SparkValue]("spark"), v[ImageValue]("image"),
	)},
	{"Patch", "op", reflect.TypeFor[Patch](), join(
		v[ReplacePatch]("replace"), v[RemovePatch]("remove"), v[AppendPatch]("append"), v[SetPatch]("set"),
		v[RowPatch]("row"), v[FieldPatch]("field"),
	)},
	{"Effect", "type", reflect.TypeFor[Effect](), join(
		v[PatchEffect]("patch"), v[RenderEffect]("render"), v[RefreshEffect]("refresh"), v[ErrorsEffect]("errors"),
		v[ResetEffect]("reset"), v[ToastEffect]("toast"), v[LayerEffect]("modal", "drawer"), v[CloseEffect]("close"),
		v[NavigateEffect]("navigate"), v[DownloadEffect]("download"), v[CopyEffect]("copy"),
		v[ComposerEffect]("composer"), v[BadgeEffect]("badge"),
	)},
	{"FieldNode", "kind", reflect.TypeFor[FieldNode](), join(
		v[FieldGroup]("group"), v[Field](FieldKinds...),
	)},
}

// Extensions are the places where a surface may stand. Append-only.
var Extensions = []string{
	"console.page", "console.dashboard", "console.widget", "console.settings", "console.header", "console.command",
	"inbox.column", "inbox.bulk", "inbox.view",
	"ticket.sidebar", "ticket.header", "ticket.action", "ticket.tab", "composer.action", "message.action", "conversation.insert",
	"contact.sidebar", "contact.tab", "org.sidebar", "report.page", "report.tile", "setup.step",
	"portal.page", "portal.home", "portal.article", "portal.request", "portal.request_form", "portal.community",
	"portal.news", "widget.home", "widget.message", "email.block",
}
