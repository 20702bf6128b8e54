// Package ui builds what a plugin shows: block documents, values, forms,
// actions and effects, in fluent Go that writes JSON as it goes, without
// reflection.
//
//	return ui.Doc(
//		ui.Table("Calls").ID("calls").
//			Columns(ui.Column("at", "When").As("datetime"), ui.Column("note", "Note")).
//			Rows(ui.Row("7").Cell("at", ui.DateTimeValue("2026-11-25T09:30:00Z")).Cell("note", ui.Plain("Called back"))),
//	).Title("Call log"), nil
//
// Every block, value, part and effect of the vocabulary has a function of its
// name that takes what is required, and methods for the rest. A method may be
// called once, those of lists as often as wanted. What is nil is left out, so
// that parts can be made on a condition. The host checks every document;
// a builder cannot make an unsafe one, only one that is refused with the path
// of what is wrong.
//
// Text parameters take plain text, or Tr's reference to the plugin's
// catalogue. The package imports the standard library only. Builders are not
// safe for use by several goroutines.
package ui
