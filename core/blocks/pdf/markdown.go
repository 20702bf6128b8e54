package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pegboard.dev/pegboard/core/blocks"
)

// maxNest bounds how deep formatted text is followed.
const maxNest = 24

// html sets the clean HTML that blocks.RenderMarkdown makes.
func (p *printer) html(source string, a at) {
	if source == "" {
		return
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(source), root)
	if err != nil {
		return
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	p.prose(root, a, 0)
}

// prose sets what is inside an element, paragraph by paragraph.
func (p *printer) prose(parent *html.Node, a at, nest int) {
	if nest > maxNest {
		return
	}
	first := true
	gap := func() {
		if !first {
			p.y += 6
		}
		first = false
	}
	var loose []span // text that stands in no paragraph, as in short lists
	flush := func() {
		if len(loose) > 0 {
			gap()
			p.lines(flow(loose, a.w), a, body)
			loose = nil
		}
	}
	for n := parent.FirstChild; n != nil; n = n.NextSibling {
		if p.stopped() {
			return
		}
		if !setApart(n) {
			if n.Type != html.TextNode || strings.TrimSpace(n.Data) != "" {
				loose = append(loose, p.spans(n, span{style: body}, nest)...)
			}
			continue
		}
		flush()
		gap()
		p.passage(n, a, nest+1)
	}
	flush()
}

// setApart reports whether an element stands on lines of its own.
func setApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Table, atom.Hr:
		return n.Type == html.ElementNode
	}
	return false
}

func (p *printer) passage(n *html.Node, a at, nest int) {
	switch n.DataAtom {
	case atom.P:
		p.lines(flow(p.spans(n, span{style: body}, nest), a.w), a, body)
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading(textOf(n, nest), a)
	case atom.Ul, atom.Ol:
		p.items(n, a, nest)
	case atom.Blockquote:
		p.barred(faint, a, func(in at) { p.prose(n, in, nest) })
	case atom.Pre:
		p.code(strings.TrimRight(textOf(n, nest), "\n"), false, a)
	case atom.Table:
		p.htmlTable(n, a, nest)
	case atom.Hr:
		p.divider(&blocks.Divider{}, a)
	}
}

func (p *printer) items(list *html.Node, a at, nest int) {
	number := 1
	if v, err := strconv.Atoi(attr(list, "start")); err == nil {
		number = v
	}
	for n := list.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom != atom.Li || p.stopped() {
			continue
		}
		mark := "•"
		if list.DataAtom == atom.Ol {
			mark = strconv.Itoa(number) + "."
			number++
		}
		p.need(body.leading())
		p.write(one(mark, body.in(dim), 24), a.x+3, p.y+body.leading()*0.74)
		p.prose(n, at{x: a.x + 20, w: max(a.w-20, 40)}, nest+1)
		p.y += 2
	}
}

// spans collects the text of an element with the looks of what is inside it.
func (p *printer) spans(n *html.Node, look span, nest int) []span {
	if nest > maxNest {
		return nil
	}
	if n.Type == html.TextNode {
		look.text = strings.NewReplacer("\n", " ", "\r", "").Replace(n.Data)
		return []span{look}
	}
	switch n.DataAtom {
	case atom.Strong:
		look.face = bold
	case atom.Em:
		if look.face != bold {
			look.face = italic
		}
	case atom.Code:
		look.face = mono
		look.size = 8.5
	case atom.Del:
		look.struck = true
	case atom.A:
		look.href = attr(n, "href")
		look.style = p.linkLook(look.href, look.style)
	case atom.Br:
		look.text = "\n"
		return []span{look}
	case atom.Img:
		look.text, look.face = attr(n, "alt"), italic
		return []span{look}
	}
	var out []span
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, p.spans(c, look, nest+1)...)
	}
	return out
}

func (p *printer) htmlTable(table *html.Node, a at, nest int) {
	t := &blocks.Table{}
	var walk func(n *html.Node, nest int)
	walk = func(n *html.Node, nest int) {
		if nest > maxNest {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Tr {
				walk(c, nest+1)
				continue
			}
			p.htmlRow(t, c, nest)
		}
	}
	walk(table, nest)
	if len(t.Columns) > 0 {
		p.table(t, a)
	}
}

// htmlRow adds a row; the first one is the head.
func (p *printer) htmlRow(t *blocks.Table, tr *html.Node, nest int) {
	var texts []string
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Th || c.DataAtom == atom.Td {
			texts = append(texts, strings.TrimSpace(textOf(c, nest)))
		}
	}
	if t.Columns == nil {
		for i, s := range texts {
			t.Columns = append(t.Columns, blocks.Column{Key: strconv.Itoa(i), Label: blocks.T(s)})
		}
		return
	}
	row := blocks.Row{Cells: map[string]blocks.Value{}}
	for i, s := range texts {
		row.Cells[strconv.Itoa(i)] = &blocks.TextValue{V: blocks.T(s)}
	}
	t.Rows = append(t.Rows, row)
}

// textOf is an element's text alone.
func textOf(n *html.Node, nest int) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if nest > maxNest {
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c, nest+1))
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
