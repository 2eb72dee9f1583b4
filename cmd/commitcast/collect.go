package main

import (
	"os"
	"runtime/debug"
)

// percentOfHeap is by how much the heap grows between collections of garbage, in per cent of what is in use, and to how many per cent of
// 4 MB before the first. Most commands are done before it, and one collection costs as much as the projection of a scenario.
const percentOfHeap = 400

// collectLess makes collections rarer. A GOGC in the environment is the user's word.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percentOfHeap)
	}
}
