package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"golang.org/x/term"
)

// meter tells on a terminal how far long work is.
type meter struct {
	doing   string    // simulating
	things  string    // paths
	to      io.Writer // nil for no telling
	now     func() time.Time
	started time.Time
	last    time.Time // when it last told; zero when it has not
}

// progress is a meter of simulated paths on standard error, where that is a terminal.
func (p *program) progress(quiet bool) *meter { return p.progressOf("simulating", "paths", quiet) }

// progressOf is a meter of other work, on things such as variants.
func (p *program) progressOf(doing, things string, quiet bool) *meter {
	m := &meter{doing: doing, things: things, now: time.Now}
	if f, isFile := p.stderr.(*os.File); isFile && !quiet && term.IsTerminal(int(f.Fd())) {
		m.to = p.stderr
	}
	m.started = m.now()
	return m
}

// The least times before a meter tells anything, and between two tellings.
const (
	firstTelling = 300 * time.Millisecond
	nextTelling  = 100 * time.Millisecond
)

// clearLine takes a terminal to the beginning of its line and clears it.
const clearLine = "\r\x1b[K"

// tell tells that done of total things are done; a total of 0 is not known.
func (m *meter) tell(done, total int) {
	if m.to == nil || done == 0 {
		return
	}
	now := m.now()
	spent := now.Sub(m.started)
	if spent < firstTelling || !m.last.IsZero() && now.Sub(m.last) < nextTelling {
		return
	}
	m.last = now
	rate := float64(done) / spent.Seconds()
	if total == 0 {
		fmt.Fprintf(m.to, "%s%s: %d %s, %s/s", clearLine, m.doing, done, m.things, rateText(rate))
		return
	}
	left := time.Duration(float64(total-done) / rate * float64(time.Second))
	fmt.Fprintf(m.to, "%s%s: %d%%, %s %s/s, %s left", clearLine, m.doing, 100*done/total, rateText(rate), m.things, leftText(left))
}

// clear takes what was told off the terminal.
func (m *meter) clear() {
	if m.to != nil && !m.last.IsZero() {
		fmt.Fprint(m.to, clearLine)
	}
}

// rateText writes a rate in three digits: 870, 94.2k, 1.34M.
func rateText(rate float64) string {
	suffix := ""
	for _, s := range []string{"k", "M", "G"} {
		if rate >= 1000 {
			rate, suffix = rate/1000, s
		}
	}
	decimals := 0
	switch {
	case suffix == "", rate >= 100:
	case rate >= 10:
		decimals = 1
	default:
		decimals = 2
	}
	return strconv.FormatFloat(rate, 'f', decimals, 64) + suffix
}

// leftText writes the time left, rounded up to a second: 4 s, 2 min 10 s, 1 h 5 min.
func leftText(d time.Duration) string {
	s := int((d + time.Second - 1) / time.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}
