package main

import (
	"encoding/json"

	"pegboard.dev/pegboard/core/blocks"
)

type m = map[string]any

var patterns = map[string]string{
	"id":       `^[a-z0-9_.-]{1,64}$`,
	"name":     `^[A-Za-z0-9_.-]{1,64}$`,
	"key":      `^[a-z0-9_.]{1,128}$`,
	"icon":     `^[a-z0-9-]{1,40}$`,
	"href":     `^(https://[^/]|mailto:|tel:|/([^/]|$)|[?#])`,
	"decimal":  `^-?[0-9]{1,30}(\.[0-9]{1,12})?$`,
	"currency": `^[A-Z]{3}$`,
	"ref":      `^[A-Za-z0-9_.-]{1,200}$`,
	"time":     `^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$`,
}

// jsonSchema describes what a plugin may send; properties of the host are left out.
func jsonSchema(types []blocks.TypeInfo, docs comments) []byte {
	lim := blocks.PageLimits()
	defs := m{
		"Text": m{"anyOf": []any{
			m{"type": "string", "maxLength": lim.Text},
			m{"type": "object", "required": []string{"$t"}, "properties": m{
				"$t": m{"type": "string", "maxLength": 200}, "args": m{"type": "object", "additionalProperties": m{"type": []string{"string", "number"}}}}},
		}},
		"LongText": m{"anyOf": []any{
			m{"type": "string", "maxLength": lim.Markdown},
			m{"type": "object", "required": []string{"$t"}, "properties": m{"$t": m{"type": "string", "maxLength": 200}}},
		}},
	}
	for _, t := range types {
		if t.Name == "Event" {
			continue
		}
		if t.Members != nil {
			var any []m
			for _, name := range t.Members {
				any = append(any, m{"$ref": "#/$defs/" + name})
			}
			defs[t.Name] = m{"anyOf": any}
			continue
		}
		defs[t.Name] = schemaOf(t, docs)
	}
	out, err := json.MarshalIndent(m{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Pegboard block vocabulary, version 1",
		"description": "A surface document as a plugin returns it. #/$defs/Response is the answer to an event.",
		"$ref":        "#/$defs/Document",
		"$defs":       defs,
	}, "", " ")
	if err != nil {
		panic(err) // maps of plain values always encode
	}
	return append(out, '\n')
}

func schemaOf(t blocks.TypeInfo, docs comments) m {
	props, required := m{}, []string{}
	if t.Tags != nil && t.Name != "Field" {
		props[t.Tag], required = m{"enum": t.Tags}, append(required, t.Tag)
	}
	for _, p := range t.Props {
		if p.Host {
			continue
		}
		s := propSchema(p, p.Type)
		if doc := docs.propDoc(t, p.Name); doc != "" {
			s["description"] = doc
		}
		props[p.Name] = s
		if p.Required {
			required = append(required, p.Name)
		}
	}
	return m{"type": "object", "description": docs[t.Name], "properties": props, "required": required}
}

func propSchema(p blocks.PropInfo, t *blocks.TypeRef) m {
	switch t.Kind {
	case blocks.IsString:
		return stringSchema(p)
	case blocks.IsBool:
		return m{"type": "boolean"}
	case blocks.IsInt:
		if p.Shape == "version" {
			return m{"const": 1}
		}
		if p.Ints != nil {
			return m{"enum": p.Ints}
		}
		return m{"type": "integer", "minimum": 0}
	case blocks.IsNumber:
		if p.Name == "data" {
			return m{"type": []string{"number", "null"}}
		}
		return m{"type": "number"}
	case blocks.IsText:
		if p.Long {
			return m{"$ref": "#/$defs/LongText"}
		}
		return m{"$ref": "#/$defs/Text"}
	case blocks.IsRaw:
		if p.Name == "args" || p.Name == "props" {
			return m{"type": "object"}
		}
		return m{}
	case blocks.IsList:
		s := m{"type": "array", "items": propSchema(p, t.Elem)}
		if p.Some {
			s["minItems"] = 1
		}
		return s
	case blocks.IsMap:
		return m{"type": "object", "additionalProperties": propSchema(p, t.Elem)}
	}
	ref := m{"$ref": "#/$defs/" + t.TypeName}
	if p.Loose {
		return m{"anyOf": []any{ref, m{"type": []string{"string", "number", "null"}}}}
	}
	return ref
}

func stringSchema(p blocks.PropInfo) m {
	s := m{"type": "string"}
	switch {
	case p.Enum != nil:
		return m{"enum": p.Enum}
	case p.Shape == "fieldkind":
		return m{"enum": blocks.FieldKinds}
	case patterns[p.Shape] != "":
		s["pattern"] = patterns[p.Shape]
	case p.Max > 0:
		s["maxLength"] = p.Max
	}
	return s
}
