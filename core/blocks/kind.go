package blocks

// FieldKinds are the kinds of form fields, and what each asks for. Append-only.
var FieldKinds = []string{
	"text",        // One line of text.
	"textarea",    // Several lines of text.
	"markdown",    // Several lines of text, to be read as Markdown.
	"richtext",    // Several lines of text, without letter styles for now.
	"number",      // A number.
	"money",       // An amount in Currency, as a decimal that nothing rounds.
	"percent",     // A share of one, typed as per cent.
	"slider",      // A number between Min and Max, 0 to 100 when not given, on a line; a plain number in the portal.
	"email",       // An e-mail address.
	"url",         // A web address.
	"tel",         // A phone number.
	"secret",      // A password or a key. What was stored is never shown: an empty one means unchanged.
	"code",        // Several lines in letters of one width.
	"color",       // A colour, as #rrggbb.
	"checkbox",    // Yes or no.
	"switch",      // Yes or no, as a switch in the console.
	"radio",       // One of a few Options, all in sight.
	"segmented",   // One of a few short Options, side by side in the console.
	"select",      // One of the Options, or of those that Load finds.
	"multiselect", // Several of the Options, or of those that Load finds.
	"combobox",    // A text of one's own, or one that is proposed; in the portal with Options, one of those.
	"tags",        // A set of words, with Options as proposals; separated by commas in the portal.
	"rating",      // One to Max stars, 5 when not given.
	"date",        // A day.
	"datetime",    // A moment; without a zone from the portal.
	"time",        // A time of day, as 15:04.
	"daterange",   // Two days.
	"duration",    // A length of time in milliseconds, typed with its unit in the console.
	"timezone",    // A time zone, such as Europe/Berlin; in the portal with Options, else as text.
	"schedule",    // Hours of a week, as {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}; days without are left out.
	"file",        // A file or several, uploaded Into a collection: as they are chosen in the console, with the form in the portal.
	"image",       // A picture, uploaded likewise.
	"user",        // An employee, searched among those that the reader may see; in the portal one of Options.
	"team",        // A team, searched likewise.
	"contact",     // A customer, searched likewise.
	"org",         // An organization, searched likewise.
	"ticket",      // A ticket, searched likewise.
	"keyvalue",    // Names and values; in the portal one name=value on a line.
	"list",        // Lines of the same few Fields, each a text.
	"hidden",      // A value that is sent and not shown. Whoever fills the form can change it: what must not be changed belongs into Args.
	"static",      // A value that is only shown.
}
