package main

// group is a chapter of the reference. Its entries are names of types of package
// blocks, or, with "ui." in front, of what package ui declares by hand.
type group struct {
	title, about string
	entries      []string
}

var groups = []group{
	{"Documents", "A surface's handler returns a document.", []string{
		"Document", "Mark", "SEO", "ui.Tr", "ui.ID", "ui.If", "ui.AllOf", "ui.AnyOf", "Cond", "A11y"}},
	{"Layout", "", []string{
		"Stack", "Grid", "Split", "Section", "Disclosure", "Tabs", "Tab", "Steps", "Step", "Divider"}},
	{"Texts and notices", "", []string{"Heading", "Paragraph", "Markdown", "Badge", "Alert", "Quote", "Code", "Empty", "Skeleton"}},
	{"Media", "Pictures are named by `Asset` or `Stored`. The host serves them: nothing is loaded from other sites.", []string{
		"Image", "Gallery", "GalleryItem", "Video", "Files", "File", "ui.Asset", "ui.Stored"}},
	{"Data", "", []string{
		"KV", "KVItem", "Stat", "List", "Item", "Timeline", "TimelineItem", "Tree", "TreeNode", "Progress", "Rating",
		"People", "Person", "Entity", "Message", "Author", "Conversation", "ConversationItem", "InsertFrom", "Fact"}},
	{"Tables, boards, calendars and charts", "The plugin sorts, searches and cuts into pages; what the reader asks for is in the address and comes as `r.Params`.", []string{
		"Table", "Column", "Row", "ui.Plain", "ui.Number", "Paging", "TableSearch", "Search", "FilterBar", "Choice",
		"Board", "BoardColumn", "Calendar", "CalendarEvent", "Chart", "Axis", "Series", "YAxis"}},
	{"Forms", "The fields' rules are checked in the browser, or by the server for the portal, before the plugin is called; it checks them again. Values come as `r.Values`: form id → field name → value.", []string{
		"Form", "Group", "Field", "Option", "Trigger"}},
	{"Actions and links", "What a person can set off. The handler that `sdk.Action` registered under its id is called, and answers with effects.", []string{
		"Action", "Confirm", "Button", "Actions", "Menu", "Link", "Vote"}},
	{"Values", "Values are typed, and shown in the reader's language and time zone, in cells, pairs and figures.", []string{
		"TextValue", "NumberValue", "PercentValue", "MoneyValue", "DateValue", "DateTimeValue", "DurationValue", "BytesValue", "BoolValue",
		"BadgeValue", "LinkValue", "EntityValue", "TagsValue", "ProgressValue", "SparkValue", "ImageValue"}},
	{"Effects", "An action's handler answers with effects. On pages of the portal `Errors`, `Toast`, `Navigate` and `Download` do their work; after any others the page is drawn anew, which shows what they would have changed.", []string{
		"Response", "EventError", "ToastEffect", "ErrorsEffect", "ResetEffect", "RefreshEffect", "RenderEffect", "PatchEffect", "LayerEffect",
		"CloseEffect", "NavigateEffect", "DownloadEffect", "CopyEffect", "ComposerEffect", "Insert", "BadgeEffect"}},
	{"Patches of a surface", "Patches change what is on the screen, without drawing it anew. They stand in `Patches`, or in an action's `Optimistic`.", []string{
		"ReplacePatch", "RemovePatch", "AppendPatch", "SetPatch", "Props", "RowPatch", "FieldPatch"}},
}

// apart are types that have no entry: the host writes them, or others speak of them.
var apart = map[string]bool{"Event": true, "ImageRef": true}

// alias are entries whose type has another name.
var alias = map[string]string{"Group": "FieldGroup"}
