package portal

import "strings"

// Marks by which browsers and systems call themselves, the more particular first.
var (
	browserMarks = [][2]string{{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
	systemMarks  = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// deviceOf names a browser and what it runs on, as far as they say so.
func deviceOf(agent string) string {
	find := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(agent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	browser, system := find(browserMarks), find(systemMarks)
	if browser == "" || system == "" {
		return browser + system
	}
	return browser + ", " + system
}
