package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/scenarios"
)

var update = flag.Bool("update", false, "rewrite what the README shows")

// In the README a comment before a fenced block says what the block is: `file: NAME` a file the examples use,
// `transcript: ARGS` what the program prints for the arguments, standard error first. `metrics` stands before the table
// of metrics.
var (
	fileBlock       = regexp.MustCompile("(?s)<!-- file: (\\S+) -->\n```yaml\n(.*?)```\n")
	transcriptBlock = regexp.MustCompile("(?s)<!-- transcript: ([^\n]+) -->\n```text\n(.*?)```\n")
	metricsBlock    = regexp.MustCompile("(?s)<!-- metrics -->\n(?:\n\\|.*?\n\n|\n)")
)

func TestTheReadmeShowsWhatTheProgramPrints(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme := filepath.Join(root, "README.md")
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	shown := string(text)
	t.Chdir(readmeFolder(t, root, shown))
	t.Setenv("COLUMNS", "100")
	actual := transcriptBlock.ReplaceAllStringFunc(shown, func(block string) string {
		args := transcriptBlock.FindStringSubmatch(block)[1]
		var stdout, stderr bytes.Buffer
		run(strings.Fields(args), strings.NewReader(""), &stdout, &stderr)
		return fmt.Sprintf("<!-- transcript: %s -->\n```text\n%s%s```\n", args, &stderr, &stdout)
	})
	actual = metricsBlock.ReplaceAllLiteralString(actual, metricsTable())
	if *update {
		if err := os.WriteFile(readme, []byte(actual), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if line, got, want := firstDifference(actual, shown); line > 0 {
		t.Errorf("README.md:%d shows\n%s\nbut the program prints\n%s\n(go test ./cmd/commitcast -run Readme -update rewrites it)", line, want, got)
	}
	if n := len(transcriptBlock.FindAllString(shown, -1)); n < 5 {
		t.Errorf("only %d transcripts found", n)
	}
}

// readmeFolder is a folder with the library and the README's own files, so that what the examples write is left nowhere.
func readmeFolder(t *testing.T, root, readme string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "scenarios"), os.DirFS(filepath.Join(root, "scenarios"))); err != nil {
		t.Fatal(err)
	}
	for _, file := range fileBlock.FindAllStringSubmatch(readme, -1) {
		if err := os.WriteFile(filepath.Join(folder, file[1]), []byte(file[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func metricsTable() string {
	var b strings.Builder
	b.WriteString("<!-- metrics -->\n\n| metric | unit | over a period | definition |\n|---|---|---|---|\n")
	for _, m := range model.Metrics() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m.Name, m.Unit, m.Aggregation, m.Formula)
	}
	b.WriteString("\n")
	return b.String()
}

func firstDifference(got, want string) (line int, g, w string) {
	gots, wants := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(gots), len(wants)) {
		g, w = lineAt(gots, i), lineAt(wants, i)
		if g != w {
			return i + 1, g, w
		}
	}
	return 0, "", ""
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// The two commands at the top of the README are what a newcomer types first.
func TestTheReadmeOpensWithTheTwoCommands(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(text), "\n## ")
	for _, command := range []string{
		"\n    go run ./cmd/commitcast compare --charts out scenarios/openai-aws.yaml scenarios/openai-aws-late.yaml scenarios/openai-aws-expanded.yaml\n",
		"\n    go test ./...\n",
	} {
		if !strings.Contains(head, command) {
			t.Errorf("the README does not open with%s", command)
		}
	}
}

// A picture of the README is a chart the program has drawn: it carries the hashes of its inputs and the program's version.
func TestThePicturesOfTheReadmeAreUpToDate(t *testing.T) {
	for picture, files := range map[string][]string{
		"compare.png":    {"openai-aws", "openai-aws-late", "openai-aws-expanded"},
		"portfolio.png":  {"openai-portfolio"},
		"drawdown.png":   {"families/azure-macc"},
		"maturity.png":   {"disclosed/anthropic-spacex"},
		"fan.png":        {"openai-portfolio-uncertain"},
		"exceedance.png": {"openai-portfolio-uncertain"},
		"bridge.png":     {"openai-portfolio"},
		"sweep.png":      {"openai-portfolio"},
		"solve.png":      {"openai-portfolio"},
		"tornado.png":    {"openai-portfolio-uncertain"},
		"stress.png":     {"openai-portfolio-uncertain"},
		"claims.png":     {"openai-aws"},
	} {
		png, err := os.ReadFile(filepath.Join("../../plots/readme", picture))
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"commitcast " + model.Version}
		for _, file := range files {
			loaded, err := scenarios.Load(file, scenarios.Options{})
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, loaded.Scenario.InputSHA256)
		}
		for _, mark := range want {
			if !bytes.Contains(png, []byte(mark)) {
				t.Errorf("%s does not carry %q: draw it again with commitcast plot %s", picture, mark, strings.Join(files, " "))
			}
		}
	}
}
