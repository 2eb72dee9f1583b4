package paths

import (
	"bytes"
	"context"
	"errors"
	"math"
	"testing"
)

// few are three paths of two scenarios that have some inputs and outputs in common.
func few() *Table {
	nan := float32(math.NaN())
	return &Table{
		Paths: 3,
		Scenarios: []Scenario{
			{"first", []string{"a.delay"}, []Output{{"spend@2026", []float32{1.5, 2, 0.1}}, {"coverage@2026", []float32{nan, 4, nan}}}},
			{"=second", []string{"b", "a.delay"}, []Output{{"spend@2026", []float32{1e9, 0, -3}}, {"gap", []float32{7, 8, 9}}}},
		},
		Draw: func(scenario, path int, dst []float64) []float64 {
			if dst == nil {
				dst = make([]float64, 2)
			}
			dst[0], dst[1] = float64(100*scenario+path)+0.1, float64(path)
			return dst
		},
		About: [][2]string{{"commitcast.seed", "7"}},
	}
}

func TestCSVHasARowAPathAndScenario(t *testing.T) {
	var b bytes.Buffer
	if err := few().CSV(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	want := "scenario,path,a.delay,b,spend@2026,coverage@2026,gap\r\n" +
		"first,0,0.1,,1.5,,\r\n" +
		"first,1,1.1,,2,4,\r\n" +
		"first,2,2.1,,0.1,,\r\n" +
		"\"'=second\",0,0,100.1,1000000000,,7\r\n" +
		"\"'=second\",1,1,101.1,0,,8\r\n" +
		"\"'=second\",2,2,102.1,-3,,9\r\n"
	if b.String() != want {
		t.Errorf("CSV is\n%s", &b)
	}
}

// What Parquet holds is read back by a reader that knows nothing of the writer.
func TestParquetHoldsWhatCSVHolds(t *testing.T) {
	var b bytes.Buffer
	if err := few().Parquet(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	f := readParquet(t, b.Bytes())
	if f.rows != 6 || f.groups != 2 || f.about["commitcast.seed"] != "7" {
		t.Errorf("the file says of itself %+v", f)
	}
	want := map[string][]any{
		"scenario":      {"first", "first", "first", "=second", "=second", "=second"},
		"path":          {int64(0), int64(1), int64(2), int64(0), int64(1), int64(2)},
		"a.delay":       {0.1, 1.1, 2.1, 0.0, 1.0, 2.0},
		"b":             {nil, nil, nil, 100.1, 101.1, 102.1},
		"spend@2026":    {float32(1.5), float32(2), float32(0.1), float32(1e9), float32(0), float32(-3)},
		"coverage@2026": {nil, float32(4), nil, nil, nil, nil},
		"gap":           {nil, nil, nil, float32(7), float32(8), float32(9)},
	}
	if len(f.columns) != len(want) {
		t.Errorf("there are %d columns, want %d", len(f.columns), len(want))
	}
	for name, values := range want {
		got := f.columns[name]
		if len(got) != len(values) {
			t.Errorf("%s has %d values", name, len(got))
			continue
		}
		for i := range values {
			if got[i] != values[i] {
				t.Errorf("%s is %v in row %d, want %v", name, got[i], i, values[i])
			}
		}
	}
}

// Paths beyond one batch go on in further row groups.
func TestParquetHasARowGroupABatch(t *testing.T) {
	const n = batch + 9
	samples := make([]float32, n)
	for i := range samples {
		samples[i] = float32(i)
	}
	table := &Table{Paths: n, Scenarios: []Scenario{{Name: "s", Outputs: []Output{{"x", samples}}}}}
	var b bytes.Buffer
	if err := table.Parquet(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	f := readParquet(t, b.Bytes())
	if x := f.columns["x"]; f.groups != 2 || f.rows != n || x[batch] != float32(batch) || x[n-1] != float32(n-1) || f.columns["path"][n-1] != int64(n-1) {
		t.Errorf("%d groups of %d rows end with %v", f.groups, f.rows, x[n-1])
	}
}

func TestAnInterruptEndsTheWriting(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, write := range []func(*Table, context.Context) error{
		func(t *Table, ctx context.Context) error { return t.CSV(ctx, new(bytes.Buffer)) },
		func(t *Table, ctx context.Context) error { return t.Parquet(ctx, new(bytes.Buffer)) },
	} {
		if err := write(few(), ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	}
}
