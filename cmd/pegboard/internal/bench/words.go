package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The search terms that are measured, with how often a ticket has them.
const (
	rareWord    = "zx81"    // one ticket
	seldomWord  = "toner"   // 0.25 % of the tickets
	commonWord  = "invoice" // 4.7 % of the tickets
	seldomShare = 0.0025
	commonShare = 0.047
)

var (
	things = strings.Fields("printer laptop account password order delivery contract licence server backup mailbox phone monitor router dashboard report export import sync calendar screen keyboard battery cable refund voucher parcel address subscription profile")
	faults = strings.Fields("broken slow missing wrong late locked empty frozen blank expired lost doubled rejected unreadable unreachable outdated noisy blocked cancelled incomplete")
	verbs  = strings.Fields("fails stops hangs disappears returns blinks restarts complains refuses forgets repeats waits crashes loops drops")
	places = strings.Fields("office warehouse shop kitchen berlin lisbon oslo turin ghent basement branch reception lab depot home")
	filler = strings.Fields("hello since yesterday this morning after update before meeting please can you have look thank kind regards team we tried again twice already nothing changed attached find details customer number below same happens every time when open page click button then message appears says unknown error also colleague sees other device works fine until now need until friday urgent not really")
	first  = strings.Fields("Ada Bela Cleo Dario Edda Farid Greta Hugo Ines Jonas Kira Leon Mila Nils Olga Pavel Rosa Sami Tara Uwe Vera Wim Yara Zoe")
	last   = strings.Fields("Albers Brandt Costa Dietz Eriksen Ferrer Gruber Holm Ivanova Jansen Keller Lund Moreau Novak Olsen Peeters Rossi Santos Toth Urban Visser Weber Young Zimmer")
	firms  = strings.Fields("Nord Hafen Alpen Delta Orbis Linden Marina Aurora Falken Granit Kobalt Solar Tandem Vektor Zephyr")
	kinds  = strings.Fields("Logistics Foods Press Energy Optics Tools Travel Media Health Paper")
	tags   = strings.Fields("billing hardware software network vip returns onboarding outage feature complaint warranty training")
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func subject(r *rand.Rand) string {
	return fmt.Sprintf("%s %s in %s: %s %s", capital(pick(r, things)), pick(r, verbs), pick(r, places), pick(r, things), pick(r, faults))
}

// body writes a message of a few sentences, 150 to 900 bytes.
func body(r *rand.Rand, extra ...string) string {
	var b strings.Builder
	n := 30 + r.IntN(110)
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch r.IntN(9) {
		case 0:
			b.WriteString(pick(r, things))
		case 1:
			b.WriteString(pick(r, faults))
		default:
			b.WriteString(pick(r, filler))
		}
		if i%14 == 13 {
			b.WriteByte('.')
		}
	}
	for _, w := range extra {
		b.WriteByte(' ')
		b.WriteString(w)
	}
	b.WriteByte('.')
	return b.String()
}

func personName(r *rand.Rand) string { return pick(r, first) + " " + pick(r, last) }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
