// Gallery shows every block that a plugin can show, at every place where a plugin
// can appear, each with the Go that drew it. Plugin authors install it and copy.
//
// The samples stand in files by what they are about: layout.go, text.go, media.go,
// data.go, talk.go, table.go, chart.go, form.go, field.go, press.go, value.go and
// effect.go. page.go puts them on a page, sample.go finds their sources, places.go
// has the surfaces at all other places, and keep.go what is remembered of a person.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.Render("blocks", page)
	sdk.Render("portal", page)

	sdk.Render("sidebar", sidebar)
	sdk.Render("tab", tab)
	sdk.Render("action", action)
	sdk.Render("command", command)
	sdk.Render("insert", insert)
	sdk.Render("phrases", phrases)
	sdk.Render("person", person)
	sdk.Render("organization", organization)
	sdk.Render("column", column)
	sdk.Render("home", home)
	sdk.Render("request", request)
}

func main() {}
