// Commitcast models large commitments to buy compute: what a contract costs by year, the GPU-hours it buys, what of it is
// owed when, and the revenue that covers it.
//
// A FILE is a scenario in YAML, "-" for standard input, or the name of a scenario of the embedded library.
//
//	commitcast list
//	commitcast project openai-aws
//	commitcast project openai-aws --by quarter --metrics spend,gpus
//	commitcast project openai-aws --set contracts.aws.delay=9mo --format csv
//	commitcast compare openai-aws openai-aws-late openai-aws-expanded
//	commitcast compare openai-aws openai-aws-late --format json --out-file late.json
//	commitcast compare openai-portfolio --lose Oracle@2028-01
//	commitcast ledger openai-portfolio --contract oracle --by quarter
//	commitcast obligations openai-portfolio --as-of 2026-12-31
//	commitcast simulate openai-portfolio-uncertain --paths 10k --seed 7
//	commitcast simulate openai-portfolio-uncertain --paths 20k --blocks 1/2 --summary-out part1
//	commitcast simulate openai-portfolio-uncertain --paths 20k --blocks 2/2 --summary-out part2
//	commitcast merge --scenario openai-portfolio-uncertain part1 part2 --format json
//	commitcast explain openai-aws coverage.revenue@2028
//	commitcast bridge openai-aws openai-aws-late --metric coverage.revenue@2027
//	commitcast sweep openai-aws contracts.aws.delay=0mo..12mo/5 --metric spend@2027
//	commitcast solve openai-portfolio --vary contracts.oracle.delay --metric funding_gap --target 80B
//	commitcast breakeven openai-portfolio
//	commitcast sensitivity openai-portfolio-uncertain --metric min_coverage
//	commitcast claims openai-aws
//	commitcast check openai-aws-uncertain --check coverage.revenue@2028≥1.0 --format junit
//	commitcast stress openai-aws-uncertain --check price_effective≤6
//	commitcast plot openai-aws --charts charts --image-format png,svg
//	commitcast validate --strict openai-aws
//	commitcast init scenario.yaml
//
// Results go to standard output and all else to standard error. The exit code is 0 when done, 1 when the program failed
// to run, 2 when the command line or a scenario is wrong, 3 when check finds that a check does not hold, and 128 and the
// signal's number when a signal ended it: 130 when interrupted.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	collectLess()
	signal.Ignore(syscall.SIGPIPE) // so that a closed pipe is an error of a write
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// grace is how long an interrupted command has to remove what it half wrote.
const grace = 2 * time.Second

// run carries out one command line and returns the exit code. A signal that asks it to end does so, also while it waits for
// input.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ending := endings()
	defer signal.Stop(ending)
	done := make(chan int, 1)
	go func() { done <- command(ctx, args, interruptible{ctx, stdin}, stdout, stderr) }()
	var code int
	select {
	case code := <-done:
		return code
	case s := <-ending:
		code = signalled(s)
	}
	cancel()
	select {
	case <-done:
	case <-time.After(grace):
	}
	return code
}

// endings are the signals that ask the program to end, but for those it was told to ignore, as by nohup.
func endings() chan os.Signal {
	ending := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(ending, s)
		}
	}
	return ending
}

// signalled is the exit code shells give what a signal ended.
func signalled(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return exitInterrupted
}

// interruptible is a reader that gives up waiting when ctx is done.
type interruptible struct {
	ctx  context.Context
	from io.Reader
}

func (r interruptible) Read(b []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	read, buf := make(chan result, 1), make([]byte, len(b))
	go func() {
		n, err := r.from.Read(buf)
		read <- result{n, err}
	}()
	select {
	case got := <-read:
		return copy(b, buf[:got.n]), got.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}
