// Package portal is what customers see: pages of HTML that the server renders,
// which work without JavaScript, on a phone and with a keyboard. They hold a
// home page, sign-in, one's own tickets, the first set-up, pages of plugins,
// and the pages for errors.
//
// Handlers read a form, call one service and answer with a page or, after a
// change, with a redirect (303), so that loading again repeats nothing. A form
// with mistakes comes back as 422 with what was typed and a summary that links
// to the fields. Rights are the services' to check; the pages ask for abilities
// only to leave out what would be refused.
//
// cmd wires it into core/httpapi, whose middleware has identified the person,
// refused requests from other sites and bounded bodies.
package portal
