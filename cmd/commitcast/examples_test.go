package main

import (
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every example of the package's doc and of the commands' help does what it says, in an empty folder.
func TestEveryExampleRuns(t *testing.T) {
	doc, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{"commitcast init"}
	for _, m := range regexp.MustCompile(`(?m)^//\t(commitcast .*)$`).FindAllStringSubmatch(string(doc), -1) {
		if m[1] != "commitcast init scenario.yaml" { // init has been run
			lines = append(lines, m[1])
		}
	}
	for _, cmd := range (&program{}).root().Commands() {
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "commitcast") && line != "commitcast init" && !strings.Contains(line, ">") {
				lines = append(lines, line)
			}
		}
	}
	if len(lines) < 15 {
		t.Fatalf("only %d examples found", len(lines))
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("deals", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if strings.Contains(line, "plot ") || strings.Contains(line, "--charts") {
			line += " --size thumbnail"
			if regexp.MustCompile(`^commitcast (project|compare|plot) `).MatchString(line) {
				line += " --chart spend" // one small chart shows that the flags are right
			}
		}
		var stderr strings.Builder
		if code := command(context.Background(), strings.Fields(strings.ReplaceAll(line, "'", ""))[1:], nil, io.Discard, &stderr); code != exitDone {
			t.Errorf("%s exits with %d: %s", line, code, &stderr)
		}
	}
}
