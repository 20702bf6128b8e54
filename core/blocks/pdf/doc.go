// Package pdf puts block documents on paper: a document that core/blocks has
// prepared for its reader becomes a PDF, with the same words, figures and charts.
//
// What cannot be used on paper is left out (forms, buttons, frames); what is
// folded on a page is unfolded. The package does no I/O of its own, knows no rights
// and never fails because of what a document holds: characters that its fonts lack
// are replaced by a box, pictures that cannot be read by their text, and what is
// over the limits of limits.go is left out with a note.
//
// The same document with the same options gives the same bytes. It may be imported
// by whoever may import core/blocks.
package pdf
