package main

import "testing"

func TestNumbersTakeThousandsAndMillions(t *testing.T) {
	for text, want := range map[string]int{"1": 1, "5000": 5000, "100k": 100_000, "1M": 1_000_000, "1.5k": 1500, "1_000": 1000, "0.1M": 100_000} {
		var n int
		if err := (number{&n}).Set(text); err != nil || n != want {
			t.Errorf("%s is %d (%v), want %d", text, n, err, want)
		}
	}
	for _, text := range []string{"", "0", "0k", "-1", "1.5", "1e6", "k", "1kk", "1 k", "NaN", "99999M"} {
		var n int
		if err := (number{&n}).Set(text); err == nil {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
}

func TestSizesAreInDecimalAndBinaryUnits(t *testing.T) {
	for text, want := range map[string]int64{"2GiB": 2 << 30, "500MB": 500e6, "1.5 KiB": 1536, "1TB": 1e12} {
		var n int64
		if err := (size{&n}).Set(text); err != nil || n != want {
			t.Errorf("%s is %d (%v), want %d", text, n, err, want)
		}
	}
	for _, text := range []string{"", "2", "2G", "GiB", "-1GiB", "0MB", "1e3MB", "9999999999TiB"} {
		var n int64
		if err := (size{&n}).Set(text); err == nil {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
	for bytes, want := range map[int64]string{0: "0B", 1000: "1000B", 2048: "2KiB", 18 << 20: "18MiB", 1_234_567: "1.2MiB", 2 << 30: "2GiB", 345 << 20: "345MiB"} {
		if got := sizeText(bytes); got != want {
			t.Errorf("%d bytes are %s, want %s", bytes, got, want)
		}
	}
}

func TestPartsAreCountedFromOne(t *testing.T) {
	var p portion
	if err := p.Set("3/16"); err != nil || p != (portion{3, 16}) || p.String() != "3/16" {
		t.Errorf("3/16 is %+v (%v)", p, err)
	}
	for _, text := range []string{"", "3", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "1 / 2"} {
		if err := p.Set(text); err == nil {
			t.Errorf("%q is taken for %s", text, &p)
		}
	}
}

func TestASizeForSomethingIsEnoughAndLittleMore(t *testing.T) {
	for bytes := int64(1); bytes < 1<<40; bytes = bytes*3 + 1 {
		var n int64
		if err := (size{&n}).Set(sizeFor(bytes)); err != nil || n < bytes || n > bytes+bytes/10+1024 {
			t.Errorf("for %d bytes there are %s (%v)", bytes, sizeFor(bytes), err)
		}
	}
}

func TestANumberHasOneSuffix(t *testing.T) {
	for range 20 { // what rests on the order of a map shows sooner or later
		n := 7
		if err := (number{&n}).Set("5kM"); err == nil || n != 7 {
			t.Fatalf("5kM is taken as %d", n)
		}
	}
}
