package stat_test

import (
	"flag"
	"os"
	"testing"
)

// A plain run of the tests draws the same samples every time, so that what passed once passes again. A run that says how many to
// draw, or from which seed, looks for new ones: go test ./model/stat -rapid.checks=5000.
func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "rapid.seed" || f.Name == "rapid.checks" })
	if !chosen {
		if err := flag.Set("rapid.seed", "20261122"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
