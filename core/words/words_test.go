package words

import "testing"

func TestForPicksTheFirstLanguageSpoken(t *testing.T) {
	tests := []struct {
		name   string
		wishes []string
		tag    string
	}{
		{"their own before the helpdesk's", []string{"de", "en-GB"}, "de"},
		{"with its place", []string{"de-AT"}, "de-AT"},
		{"the helpdesk's where they have none", []string{"", "de-CH", "en"}, "de-CH"},
		{"the browser's list in its order", []string{"", "", "fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7"}, "de"},
		{"the next where nobody speaks the first", []string{"fr", "de"}, "de"},
		{"English where nobody speaks any", []string{"fr", "ja"}, "en"},
		{"English where nothing is asked for", nil, "en"},
		{"what cannot be read is passed over", []string{"??", "de"}, "de"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := For(tt.wishes...).Tag(); got != tt.tag {
				t.Errorf("got %s, want %s", got, tt.tag)
			}
		})
	}
	if dir := For("de").Dir(); dir != "ltr" {
		t.Errorf("German is written %s", dir)
	}
}

func TestSay(t *testing.T) {
	german, english := For("de"), For("en")
	tests := []struct{ name, text, want string }{
		{"a sentence", "Sign in first.", "Melden Sie sich zuerst an."},
		{"a sentence with a number", "The name is longer than 200 characters.", "Der Name ist länger als 200 Zeichen."},
		{"a quoted value gets the other language's marks", `There is no role "chief".`, "Es gibt keine Rolle „chief“."},
		{"two values", "Agent is the highest role: it cannot lose tickets.view.", "Agent ist die höchste Rolle: tickets.view lässt sich ihr nicht nehmen."},
		{"a sentence within a sentence", "The package is refused: This is required..", "Das Paket wird abgelehnt: Das wird gebraucht.."},
		{"a role's name of ours among them", "You do not manage the role Light agent.", "Sie verwalten die Rolle Mitleser nicht."},
		{"a role's name of the owner's stays", "You do not manage the role Night shift.", "Sie verwalten die Rolle Night shift nicht."},
		{"a name that looks like a text stays", "You do not manage the role nothing.", "Sie verwalten die Rolle nothing nicht."},
		{"what nobody translated stays", "The moon is full.", "The moon is full."},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := german.Say(tt.text); got != tt.want {
				t.Errorf("German: %q, want %q", got, tt.want)
			}
			if got := english.Say(tt.text); got != tt.text {
				t.Errorf("English: %q", got)
			}
		})
	}
}

func TestSayf(t *testing.T) {
	if got := For("de").Sayf("There is no permission %s.", "tickets.fly"); got != "Es gibt keine Berechtigung tickets.fly." {
		t.Errorf("German: %q", got)
	}
	if got := For("en").Sayf("There is no permission %s.", "tickets.fly"); got != "There is no permission tickets.fly." {
		t.Errorf("English: %q", got)
	}
	if got := For("de").Sayf("%d moons", 3); got != "3 moons" {
		t.Errorf("unknown: %q", got)
	}
}
