// Package blocks is the vocabulary in which a plugin says what a page, a panel
// or an answer looks like: data only, never code, styles or HTML.
//
// A document's life: Decode checks the plugin's bytes against the vocabulary
// and the limits; Prepare drops what the viewer may not see, resolves texts
// and names, turns Markdown into clean HTML and seals the actions; the result
// goes to the console as JSON, or RenderHTML writes it as plain HTML for
// public pages. Every field carries its rules in an `is` tag, from which the
// decoder, the JSON Schema and the TypeScript types all come.
//
// The package does no I/O, holds no rule of access (it asks through callbacks)
// and imports core only, beside the Markdown and HTML libraries. Documents are
// not safe for use by several goroutines at once; everything else is.
//
// What the `is` tag may hold, space-separated: required; enum:a|b (the first
// is what an unknown word becomes); max:N (characters); id, key, name, icon,
// href, time (shapes, see shape.go); md (a long text); some (at least one
// element); host (written by the host, ignored when a plugin sends it).
package blocks

//go:generate go run ./internal/gen -ts ../../web/gen/blocks.gen.ts -schema blocks.schema.json -go ../../sdk/ui
