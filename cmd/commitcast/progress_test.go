package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// A meter is silent at first, then tells ten times a second at most, and leaves nothing on the terminal.
func TestProgressTellsRateAndTimeLeftAndIsCleared(t *testing.T) {
	var b bytes.Buffer
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now := start
	m := &meter{doing: "simulating", things: "paths", to: &b, now: func() time.Time { return now }, started: start}
	at := func(after time.Duration, done int) string {
		b.Reset()
		now = start.Add(after)
		m.tell(done, 1_000_000)
		return b.String()
	}
	if m.clear(); b.Len() > 0 {
		t.Errorf("a meter that told nothing clears %q", &b)
	}
	if got := at(200*time.Millisecond, 50_000); got != "" {
		t.Errorf("it tells %q at once", got)
	}
	if got := at(500*time.Millisecond, 100_000); got != "\r\x1b[Ksimulating: 10%, 200k paths/s, 5 s left" {
		t.Errorf("it tells %q", got)
	}
	if got := at(550*time.Millisecond, 110_000); got != "" {
		t.Errorf("it tells %q too soon", got)
	}
	if got := at(2*time.Second, 250_000); !strings.HasSuffix(got, "25%, 125k paths/s, 6 s left") {
		t.Errorf("it tells %q", got)
	}
	b.Reset()
	if m.clear(); b.String() != "\r\x1b[K" {
		t.Errorf("it ends with %q", &b)
	}
}

func TestProgressOfUnknownLengthTellsWhatIsDone(t *testing.T) {
	var b bytes.Buffer
	start := time.Unix(0, 0)
	m := &meter{doing: "searching", things: "variants", to: &b, now: func() time.Time { return start.Add(2 * time.Second) }, started: start}
	m.tell(5000, 0)
	if want := clearLine + "searching: 5000 variants, 2.50k/s"; b.String() != want {
		t.Errorf("it tells %q, want %q", &b, want)
	}
}

func TestProgressIsForTerminalsAlone(t *testing.T) {
	var b bytes.Buffer
	p := &program{stderr: &b}
	m := p.progress(false)
	m.started = m.started.Add(-time.Hour)
	m.tell(1, 2)
	m.clear()
	if b.Len() > 0 {
		t.Errorf("it tells %q to a file", &b)
	}
}

func TestRatesAndTimesLeftAreShort(t *testing.T) {
	for rate, want := range map[float64]string{87: "87", 4210: "4.21k", 94_230: "94.2k", 381_400: "381k", 1_337_000: "1.34M"} {
		if got := rateText(rate); got != want {
			t.Errorf("%v paths a second are %s, want %s", rate, got, want)
		}
	}
	for left, want := range map[time.Duration]string{0: "0 s", 100 * time.Millisecond: "1 s", 59 * time.Second: "59 s",
		130 * time.Second: "2 min 10 s", 65 * time.Minute: "1 h 5 min"} {
		if got := leftText(left); got != want {
			t.Errorf("%v left is %s, want %s", left, got, want)
		}
	}
}
