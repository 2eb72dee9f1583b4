package main

import (
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

func TestCollectionsAreRarerUnlessTheUserHasSaidHowOften(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(90))
	for said, want := range map[string]uint64{"90": 90, "": percentOfHeap} {
		debug.SetGCPercent(90)
		t.Setenv("GOGC", said)
		collectLess()
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		if got := sample[0].Value.Uint64(); got != want {
			t.Errorf("with GOGC=%q the collector is at %d%%, and should be at %d%%", said, got, want)
		}
	}
}
