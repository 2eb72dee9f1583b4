package report

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"commitcast/model"
	"commitcast/model/analysis"
)

// bridgeOf is a bridge from one number over parts; where it leads is their sum.
func bridgeOf(metric string, from float64, parts ...float64) *analysis.Bridge {
	target, err := model.ParseTarget(metric)
	if err != nil {
		panic(err)
	}
	b := &analysis.Bridge{
		Target: target, From: from, To: from, Exact: true,
		Base:    &model.Scenario{Title: "Base", Name: "base", File: "base.yaml", Currency: "USD"},
		Variant: &model.Scenario{Title: "Variant", Name: "variant", File: "variant.yaml", Currency: "USD"},
	}
	for i, v := range parts {
		change := analysis.Change{Paths: []string{fmt.Sprintf("contracts.c%d.value", i)}, Old: "$1B", New: "$2B"}
		b.Parts = append(b.Parts, analysis.Part{Change: change, Value: v})
		b.To += v
	}
	return b
}

// printedCell is the number in one cell, in last digits.
func printedCell(t *rapid.T, cell string) *big.Int {
	cell = strings.NewReplacer("−", "-", "+", "", ",", "", ".", "", "~", "").Replace(cell)
	v, ok := new(big.Int).SetString(cell, 10)
	if !ok {
		t.Fatalf("%q is no number", cell)
	}
	return v
}

func TestThePrintedPartsOfABridgeAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		metric := rapid.SampledFrom([]string{"spend@2028", "coverage.revenue@2028", "first_covered_year", "utilisation@2028", "gpus@2028"}).Draw(t, "metric")
		size := rapid.SampledFrom([]float64{1e-3, 1, 1e4, 1e10}).Draw(t, "size")
		number := rapid.Float64Range(-size, size)
		b := bridgeOf(metric, math.Abs(number.Draw(t, "from")), rapid.SliceOfN(number, 1, 9).Draw(t, "parts")...)
		sc := bridgeScale(b)
		if sc.scientific {
			return
		}
		tab := bridgeTable(b, sc, footBridge(b, sc))
		sum, shares := new(big.Int), new(big.Int)
		var difference *big.Int
		for _, r := range tab.rows {
			switch v := printedCell(t, r.cells[1]); {
			case r.label == "difference":
				difference = v
			case r.label == "variant":
				if v.Cmp(sum) != 0 {
					t.Fatalf("base and parts come to %v, the variant is %v: %+v", sum, v, tab.rows)
				}
			default:
				if sum.Add(sum, v); r.kind == innerRow && r.cells[2] != notKnown {
					shares.Add(shares, printedCell(t, strings.TrimSuffix(r.cells[2], "%")))
				}
			}
		}
		from := printedCell(t, tab.rows[0].cells[1])
		if sum.Sub(sum, from).Cmp(difference) != 0 {
			t.Fatalf("the parts come to %v, the difference is %v", sum, difference)
		}
		if model.Known(bridgeShare(b, 0)) && shares.Int64() != 1000 && math.Abs(b.To-b.From) > 1e-6*size {
			t.Fatalf("the shares come to %v tenths of a percent", shares)
		}
	})
}

// 10/3 = 3.333…, −25/12 = −2.083…, 5/4: to two decimals 3.33 − 2.08 + 1.25 = 2.50.
func TestABridgeReadsFromBaseToVariant(t *testing.T) {
	b := bridgeOf("coverage.revenue@2027", 10./3, -25./12, 1.25)
	b.Parts[0].Group, b.Parts[0].Of = "contracts.*", []analysis.Change{{Paths: []string{"contracts.a.delay"}, New: "6mo"}, {Paths: []string{"contracts.b.value"}, Old: "$1B", New: strings.Repeat("9", 40)}}
	text := string(Bridge(b, Table, Options{Width: 100}))
	for _, want := range []string{
		"From base to variant\n", "Revenue coverage in 2027 · coverage.revenue@2027 · over all orders of 2 changes\n",
		"base                                                    3.33\n",
		"  contracts.*                               2 changes  −2.08             250.0%\n",
		"    contracts.a.delay                   not set → 6mo\n",
		"    contracts.b.value        $1B → 9999999999999999…\n",
		"  contracts.c1.value                      $1B → $2B  +1.25            −150.0%\n",
		"variant                                                 2.50\n",
	} {
		if !strings.Contains(squeezed(text), squeezed(want)) {
			t.Errorf("no line %q in\n%s", want, text)
		}
	}
}

// squeezed takes runs of blanks for one.
func squeezed(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.Join(lines, "\n")
}

func TestADrawnBridgeTellsItsMargins(t *testing.T) {
	b := bridgeOf("coverage.revenue@2027", 1, 0.25, -0.5)
	b.Exact, b.Orders, b.Seed = false, 400, 7
	b.Parts[0].Margin, b.Parts[1].Margin = 0.03, 0.001
	text := squeezed(string(Bridge(b, Table, Options{Width: 100})))
	for _, want := range []string{"over 400 of the orders of 2 changes, seed 7", "+0.25 ±0.03 −100.0%\n", "−0.50 200.0%\n", "more --orders narrow it"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestABridgeBetweenEqualsSaysSo(t *testing.T) {
	for want, b := range map[string]*analysis.Bridge{
		"nothing that bears on a number differs": bridgeOf("spend@2027", 5e9),
		"the changes cancel out":                 bridgeOf("spend@2027", 5e9, 1e9, -1e9),
	} {
		text := string(Bridge(b, Table, Options{Width: 100}))
		if !strings.Contains(text, want) || strings.Contains(text, "%") && len(b.Parts) == 0 {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestABridgeSaysThatAChangeOfTheValuationDateIsLeftOut(t *testing.T) {
	const note = "the change of valuation.date is left out: every scenario here is valued at the base's date"
	b := bridgeOf("present_value", 5e9, 0)
	if text := string(Bridge(b, Table, Options{Width: 200})); strings.Contains(text, note) {
		t.Errorf("there is no such change in\n%s", text)
	}
	b.Parts[0].Paths = []string{"contracts.a.value", "valuation.date"}
	if text := string(Bridge(b, Table, Options{Width: 200})); !strings.Contains(text, note) {
		t.Errorf("no %q in\n%s", note, text)
	}
}

func TestABridgeInJSONAddsUpToTheCent(t *testing.T) {
	b := bridgeOf("spend@2027", 1e9/3, 1e9/7, -1e9/11, 1e9/13)
	var got struct {
		Schema, Target, Unit string
		From, To, Difference json.Number
		Parts                []struct {
			Name  string
			Paths []string
			Value json.Number
			Share float64
		}
		Base, Variant struct{ Name, File string }
	}
	if err := json.Unmarshal(Bridge(b, JSON, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	sum, _ := new(big.Rat).SetString(got.From.String())
	for _, p := range got.Parts {
		v, _ := new(big.Rat).SetString(p.Value.String())
		sum.Add(sum, v)
	}
	if to, _ := new(big.Rat).SetString(got.To.String()); sum.Cmp(to) != 0 {
		t.Errorf("from and parts come to %v, to is %v", sum.FloatString(2), to.FloatString(2))
	}
	if got.Schema != "commitcast.bridge/1" || got.Target != "spend@2027" || got.Unit != "USD" || got.Base.Name != "base" || got.Variant.File != "variant.yaml" {
		t.Errorf("it says %+v", got)
	}
}

func TestABridgeInCSVHasARowForEachPart(t *testing.T) {
	b := bridgeOf("spend@2027", 100, 25)
	b.Parts[0].Paths = []string{"contracts.a.ramp.shape", "contracts.a.ramp.full"}
	b.Parts[0].Old = "=1+1"
	want := bridgeHeader +
		"base,base,,,,spend@2027,USD,100,,\r\n" +
		"part,contracts.a.ramp,contracts.a.ramp.shape contracts.a.ramp.full,\"'=1+1\",$2B,spend@2027,USD,25,0,1\r\n" +
		"variant,variant,,,,spend@2027,USD,125,,\r\n"
	if got := string(Bridge(b, CSV, Options{})); got != want {
		t.Errorf("it is\n%s, want\n%s", got, want)
	}
}
