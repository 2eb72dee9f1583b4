package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"commitcast": main})
}

// TestScripts runs what a user could type, one file a behaviour.
func TestScripts(t *testing.T) {
	p := testscript.Params{
		Dir:           "testdata",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "within": within, "prints": prints},
	}
	if testing.Short() { // hundreds of processes: of them those in which several goroutines work
		p.Dir = ""
		for _, name := range []string{"charts", "sensitivity", "simulate", "sweep"} {
			p.Files = append(p.Files, filepath.Join("testdata", name+".txtar"))
		}
	}
	testscript.Run(t, p)
}

// exits runs commitcast and checks its exit code: exits CODE ARG...
func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARG...")
	}
	err := ts.Exec("commitcast", args[1:]...)
	code := "0"
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		code = strconv.Itoa(exit.ExitCode())
	}
	if code != args[0] {
		ts.Fatalf("exit code is %s, want %s", code, args[0])
	}
}

// inputHash is what a table says of its input; it changes with the catalogue.
var inputHash = regexp.MustCompile(`input [0-9a-f]{12}`)

// prints compares standard output with a file that ends its lines in LF, and in which each hash of an input is written as
// HASH: prints FILE
func prints(ts *testscript.TestScript, negated bool, args []string) {
	got := strings.ReplaceAll(ts.ReadFile("stdout"), "\r\n", "\n")
	got = inputHash.ReplaceAllString(got, "input HASH")
	if want := ts.ReadFile(args[0]); got != want {
		ts.Fatalf("prints\n%s\nwant\n%s", got, want)
	}
}

// within checks that no line of standard output takes more columns than told: within COLUMNS
func within(ts *testscript.TestScript, negated bool, args []string) {
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	for _, line := range strings.Split(ts.ReadFile("stdout"), "\n") {
		if n := len([]rune(line)); n > most {
			ts.Fatalf("a line takes %d columns, at most %d are there: %s", n, most, line)
		}
	}
}

// called carries out a command line in this process.
func called(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = command(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// gone is a pipe whose reader has gone away.
type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestAReaderThatHasGoneAwayIsNotToldAnything(t *testing.T) {
	for _, line := range [][]string{{"project", "openai-aws"}, {"list"}, {"version"}, {"validate", "openai-aws"}} {
		var stderr bytes.Buffer
		if code := command(context.Background(), line, nil, gone{}, &stderr); code != exitFailed || stderr.Len() > 0 {
			t.Errorf("%v exits with %d and says %q", line, code, &stderr)
		}
	}
}

// A signal ends a command that waits for its input, with the exit code shells give it.
func TestASignalEndsACommandThatWaitsForInput(t *testing.T) {
	caught := make(chan os.Signal, 1) // so that one sent too late does not end the test
	signal.Notify(caught, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(caught)
	for s, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		if got := exitAfter(t, s); got != want {
			t.Errorf("exit code after %v is %d, want %d", s, got, want)
		}
	}
}

// exitAfter is the exit code of a command that a signal reaches while it waits.
func exitAfter(t *testing.T, s syscall.Signal) int {
	t.Helper()
	waiting, _ := io.Pipe()
	done := make(chan int)
	go func() { done <- run([]string{"project", "-"}, waiting, io.Discard, io.Discard) }()
	for {
		select {
		case code := <-done:
			return code
		case <-time.After(50 * time.Millisecond):
			if err := syscall.Kill(os.Getpid(), s); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Once interrupted, nothing more is read, drawn or printed.
func TestAnInterruptedCommandDoesNothingMore(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, line := range [][]string{{"project", "openai-aws"}, {"compare", "openai-aws", "openai-aws-late"},
		{"plot", "openai-aws", "--charts", t.TempDir()}, {"simulate", "openai-aws"}, {"merge", "--scenario", "openai-aws", "part"},
		{"bridge", "openai-aws", "openai-aws-late", "--metric", "spend@2026"}, {"explain", "openai-aws", "spend@2026"},
		{"sweep", "openai-aws", "contracts.aws.delay=0mo,6mo", "--metric", "spend@2026"},
		{"solve", "openai-aws", "--vary", "contracts.aws.value", "--metric", "spend@2026", "--target", "5B"}, {"breakeven", "openai-portfolio"},
		{"sensitivity", "openai-aws", "--metric", "spend@2026", "--method", "all"}, {"claims", "openai-aws"},
		{"check", "openai-aws", "--check", "spend@2026 < 1B"}, {"stress", "openai-aws-uncertain", "--check", "coverage.revenue@2028 >= 1"},
		{"validate", "nowhere.yaml"}, {"list"}, {"version"}} {
		var stdout, stderr bytes.Buffer
		if code := command(ctx, line, nil, &stdout, &stderr); code != exitInterrupted || stdout.Len()+stderr.Len() > 0 {
			t.Errorf("%v exits with %d and says %q %q", line, code, &stdout, &stderr)
		}
	}
}

// A command line that begins with a subcommand's name makes no other, so the names must be those the subcommands give themselves.
func TestEverySubcommandIsMadeUnderItsOwnName(t *testing.T) {
	p := &program{}
	for _, c := range p.subcommands() {
		if name := c.make().Name(); name != c.name {
			t.Errorf("the subcommand %s calls itself %s", c.name, name)
		}
		root := p.root(c.name, "--help")
		if found, _, err := root.Find([]string{c.name}); err != nil || found.Name() != c.name {
			t.Errorf("%s alone is not found: %v", c.name, err)
		}
	}
	if all, alone := len(p.root().Commands()), len(p.root("simulate").Commands()); alone >= all {
		t.Errorf("of %d commands %d are made for one", all, alone)
	}
}

func TestEveryCommandHasHelpAndCompletionOffersWhatThereIs(t *testing.T) {
	for _, name := range []string{"project", "compare", "ledger", "obligations", "simulate", "merge", "plot", "bridge", "explain", "sweep", "solve",
		"breakeven", "sensitivity", "claims", "check", "stress", "validate", "list", "init", "version", "completion", "help"} {
		if code, stdout, _ := called(name, "--help"); code != 0 || !strings.Contains(stdout, "commitcast "+name) {
			t.Errorf("%s --help exits with %d and prints %q", name, code, stdout)
		}
	}
	offers := map[string][]string{
		"openai-aws-late":      {"project", "openai-aws-l"},
		"contracts.aws.delay=": {"project", "openai-aws", "--set", "contracts.aws.de"},
		"gpu_hours.available":  {"compare", "--metrics", ""},
		"markdown":             {"compare", "--format", ""},
		"dark":                 {"plot", "--theme", ""},
		"thumbnail":            {"plot", "--size", ""},
		"powershell":           {"completion", ""},
		"validate":             {"vali"},
		"compare":              {"help", "com"},
		"coreweave\tCoreWeave": {"ledger", "openai-portfolio", "--contract", "core"},
		"oracle":               {"project", "openai-portfolio", "--contract", ""},
		"remaining":            {"obligations", "openai-aws", "--basis", ""},
		"Oracle":               {"compare", "openai-portfolio", "--lose", ""},
		"Cerebras":             {"plot", "openai-portfolio", "--lose", ""},
		"maturity":             {"obligations", "openai-aws", "--chart", ""},
		"drawdown":             {"ledger", "openai-aws", "--chart", ""},
		"fiscal":               {"ledger", "openai-aws", "--by", ""},
		"sobol":                {"simulate", "openai-aws", "--sampler", ""},
		"funding_gap":          {"simulate", "openai-aws", "--metrics", ""},
		"exceedance-coverage":  {"merge", "part", "--chart", ""},
		"openai-aws-expanded":  {"merge", "--scenario", "openai-aws-e"},

		"coverage.revenue@2028":     {"bridge", "openai-aws", "openai-aws-late", "--metric", "coverage.revenue@"},
		"bridge\n:4":                {"bridge", "--chart", ""},
		"aws:spend@2027":            {"explain", "openai-aws", "aws:spend@"},
		"contracts.aws.ramp.full":   {"sweep", "openai-aws", "contracts.aws.ramp"},
		"sweep-2":                   {"sweep", "--chart", ""},
		"contracts.aws.value":       {"solve", "openai-aws", "--vary", "contracts.aws.val"},
		"revenue.total.annual.2027": {"breakeven", "openai-portfolio", "--vary", "revenue.total.an"},
		"present_value":             {"solve", "openai-aws", "--metric", "present"},
		"spider":                    {"sensitivity", "--method", ""},
		"contracts.aws.term=":       {"sensitivity", "openai-aws", "--vary", "contracts.aws.te"},
		"openai-aws-misprint":       {"claims", "openai-aws-m"},
		"junit":                     {"check", "--format", ""},
		"min_coverage":              {"check", "openai-aws", "--warn", "min_"},
		"first_covered_year":        {"stress", "openai-aws-uncertain", "--check", "first"},
	}
	for want, line := range offers {
		if _, stdout, _ := called(append([]string{"__complete"}, line...)...); !strings.Contains(stdout, want) {
			t.Errorf("%v is completed with %q, want %s", line, stdout, want)
		}
	}
}

func BenchmarkCompareThreeScenarios(b *testing.B) {
	for b.Loop() {
		if code := command(context.Background(), []string{"compare", "openai-aws", "openai-aws-late", "openai-aws-expanded"},
			nil, io.Discard, io.Discard); code != 0 {
			b.Fatal(code)
		}
	}
}
