package meter

// Signature is a function's type in the letters of the text format, such as
// "i32 i32" and "i32".
type Signature struct{ Params, Results string }

// Rules say what a module may import and must export.
type Rules struct {
	// Imports maps "module.name" to its type.
	Imports map[string]Signature
	// Unknown explains an import that Imports does not have.
	Unknown func(module, name string) string
	// Exports are functions that must be there; Optional may be there.
	Exports, Optional map[string]Signature
	// Memory is the name under which the memory must be exported.
	Memory string
	// Forbidden explains exports that must not be there.
	Forbidden map[string]string
}

var typeNames = map[byte]string{typeI32: "i32", typeI64: "i64", typeF32: "f32", typeF64: "f64",
	typeV128: "v128", refFunc: "funcref", refExtern: "externref"}

func names(types []byte) string {
	s := ""
	for i, t := range types {
		if i > 0 {
			s += " "
		}
		s += typeNames[t]
	}
	return s
}

func (t funcType) is(s Signature) bool {
	return names(t.params) == s.Params && names(t.results) == s.Results
}

func (r *Rules) check(m *module) error {
	for _, im := range m.imports {
		if im.kind != kindFunc {
			return refuse("The plugin imports %s.%s, which is not a function; a plugin brings its own memory, tables and globals.", im.module, im.name)
		}
		want, ok := r.Imports[im.module+"."+im.name]
		if !ok {
			return &Refusal{Msg: r.Unknown(im.module, im.name)}
		}
		if t := m.types[im.index]; !t.is(want) {
			return refuse("The plugin imports %s.%s as (%s) → (%s); it is (%s) → (%s).", im.module, im.name, names(t.params), names(t.results), want.Params, want.Results)
		}
	}
	byName := map[string]exportEntry{}
	for _, e := range m.exports {
		byName[e.name] = e
		if why := r.Forbidden[e.name]; why != "" {
			return &Refusal{Msg: why}
		}
	}
	if e, ok := byName[r.Memory]; r.Memory != "" && (!ok || e.kind != kindMemory) {
		return refuse("The plugin does not export its memory as %q.", r.Memory)
	}
	for name, want := range r.Exports {
		if err := m.exported(byName, name, want, true); err != nil {
			return err
		}
	}
	for name, want := range r.Optional {
		if err := m.exported(byName, name, want, false); err != nil {
			return err
		}
	}
	return nil
}

func (m *module) exported(byName map[string]exportEntry, name string, want Signature, must bool) error {
	e, ok := byName[name]
	if !ok {
		if must {
			return refuse("The plugin does not export the function %q.", name)
		}
		return nil
	}
	if e.kind != kindFunc {
		return refuse("The plugin exports %q, but not as a function.", name)
	}
	if t := m.typeOf(e.index); !t.is(want) {
		return refuse("The plugin exports %s as (%s) → (%s); it must be (%s) → (%s).", name, names(t.params), names(t.results), want.Params, want.Results)
	}
	return nil
}
