package blocks

import (
	"maps"
	"slices"
)

// Words are the renderer's own words, in English, by the key that
// HTMLOptions.Word is asked for.
var Words = map[string]string{
	"yes": "Yes", "no": "No", "unknown": "Unknown", "previous": "Previous", "next": "Next", "page": "Page",
	"of": "of", "search": "Search", "apply": "Apply", "choose": "Choose…", "problem": "There is a problem",
	"required": "required", "from": "From", "to": "To", "data": "Show as table", "actions": "Actions",
	"sort": "Sort by", "note": "Private note", "more": "More", "up": "up", "down": "down", "flat": "unchanged",
	"omitted": "more rows are not shown", "omitted_points": "more points are not shown", "select": "Select",
	"details": "Details", "play": "Play", "confirm": "Confirm", "total": "Total", "nothing": "Nothing here",
	"commas": "Separate with commas", "pairs": "One name=value per line", "keep": "Leave empty to keep what is stored",
	"console_only": "This can be changed in the console.", "added": "added", "removed": "removed", "loading": "Loading",
	"unread": "Unread", "hours": "Such as 09:00-12:00, 13:00-17:00. Nothing where it is closed.",
	"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday", "kept": "Files that have arrived", "file": "Send a file", "move_up": "Move up", "move_down": "Move down", "move_to": "Move to…", "edit": "Change", "cancel": "Cancel", "type_word": "Type this to go on:", "vote_mine": "your vote",
	"seen_by": "As seen by", "cut": "There is more, which does not fit into one file.",
}

func (w *writer) word(key string) string {
	if w.Word != nil {
		if s := w.Word(key); s != "" {
			return s
		}
	}
	return Words[key]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
