package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

func TestOnlyTheFirstCollectionIsPutOff(t *testing.T) {
	const usual = 90
	defer debug.SetGCPercent(debug.SetGCPercent(usual))

	t.Setenv("GOGC", "90")
	collectLate()
	if got := percent(t); got != usual {
		t.Errorf("with GOGC set the collector is at %d%%", got)
	}

	t.Setenv("GOGC", "")
	before := collections()
	collectLate()
	if got := percent(t); got != 100*patience && collections() == before {
		t.Errorf("before the first collection the collector is at %d%%", got)
	}
	runtime.GC()
	for range 1000 { // the cleanup runs on its own
		if percent(t) == usual {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("after a collection the collector is at %d%%, and should be at %d%%", percent(t), usual)
}

func percent(t *testing.T) uint64 {
	t.Helper()
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func collections() uint32 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.NumGC
}
