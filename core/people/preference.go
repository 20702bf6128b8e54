package people

import (
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // so that zones are known on machines without a zone database

	"pegboard.dev/pegboard/core"
)

// localePattern is the shape of BCP 47 tags: "de", "pt-BR", "zh-Hant-TW".
var localePattern = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

func checkLocale(op, s string) error {
	if s != "" && !localePattern.MatchString(s) {
		return core.InvalidField(op, "locale", "This is not a language tag such as en or pt-BR.")
	}
	return nil
}

func checkTimezone(op, s string) error {
	if s == "" {
		return nil
	}
	if _, err := time.LoadLocation(s); err != nil || s == "Local" || len(s) > 64 {
		return core.InvalidField(op, "timezone", "This is not a time zone such as Europe/Berlin.")
	}
	return nil
}

func checkTheme(op, s string) error {
	switch s {
	case "auto", "light", "dark":
		return nil
	}
	return core.InvalidField(op, "theme", "The theme is auto, light or dark.")
}

func checkPhone(op, s string) (string, error) {
	s = strings.TrimSpace(s)
	if len(s) > maxPhone || strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9') && !strings.ContainsRune("+-()/. x#*,;", r)
	}) {
		return "", core.InvalidField(op, "phone", "This is not a phone number.")
	}
	return s, nil
}
