package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// patience is how much later than usual the first collection of garbage comes: at 32 MB in place of 4 MB.
const patience = 8

// collectLate puts the first collection off, for most commands are done before one would pay: a collection costs as much as the
// projection of a scenario. From then on the collector keeps to its usual measure. A GOGC in the environment is the user's word.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(100 * patience)
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
}
