package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// interrupting is a writer that interrupts a little after the first thing is written to it.
type interrupting struct {
	bytes.Buffer
	cancel context.CancelFunc
}

func (w *interrupting) Write(b []byte) (int, error) {
	time.AfterFunc(50*time.Millisecond, w.cancel)
	return w.Buffer.Write(b)
}

// An interrupt after the samples are announced ends the simulation soon, with nothing printed and no file left.
func TestAnInterruptedSimulationLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	for name, line := range map[string][]string{
		"a result":     {"-o", in("result.json"), "--paths-out", in("paths.parquet"), "--charts", in("charts")},
		"on a display": {},
		"a part":       {"--blocks", "1/2", "--summary-out", in("part")},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		stderr := &interrupting{cancel: cancel}
		var stdout bytes.Buffer
		start := time.Now()
		code := command(ctx, append([]string{"simulate", "openai-aws", "--paths", "5M", "--metrics", "funding_gap"}, line...), nil, &stdout, stderr)
		if code != exitInterrupted || stdout.Len() > 0 || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", name, code, &stdout, stderr)
		}
		if left := names(t, folder); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
		if spent := time.Since(start); spent > grace {
			t.Errorf("%s: it took %v", name, spent)
		}
		cancel()
	}
}

// A disk that fails while paths are written leaves neither them nor the result.
func TestPathsThatCannotBeWrittenLeaveNothing(t *testing.T) {
	for n := 1; n <= 4; n++ {
		folder := t.TempDir()
		var stdout, stderr bytes.Buffer
		p := &program{stdout: &stdout, stderr: &stderr, disk: faulty(nth(n))}
		code := p.execute(context.Background(), []string{"simulate", "openai-aws", "--paths", "100", "-q",
			"--paths-out", filepath.Join(folder, "paths.csv"), "-o", filepath.Join(folder, "result.csv")})
		if code != exitFailed || !strings.Contains(stderr.String(), errFault.Error()) || len(names(t, folder)) > 0 {
			t.Errorf("step %d: exit code %d, stderr %q, folder %v", n, code, &stderr, names(t, folder))
		}
	}
}
