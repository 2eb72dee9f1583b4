package scenarios

import (
	"math"
	"strings"
	"testing"

	"commitcast/model"
)

func TestQuantitiesAreReadInTheirBaseUnit(t *testing.T) {
	tests := []struct {
		kind *kind
		text string
		want float64
	}{
		{money, "$38B", 38e9}, {money, "38e9", 38e9}, {money, "USD 38B", 38e9}, {money, "USD38B", 38e9}, {money, "$1,250M", 1.25e9},
		{money, "38b", 38e9}, {money, "1.1B", 1.1e9}, {money, "$2T", 2e12}, {money, "5k", 5000}, {money, "1_000", 1000},
		{money, "1,000", 1000}, {money, "1,234,567.89", 1234567.89}, {money, "010", 10}, {money, ".5M", 500_000}, {money, "1E3", 1000},
		{money, "€5", 5}, {money, "-0", 0}, {signedMoney, "-$5B", -5e9}, {signedMoney, "$-5B", -5e9}, {signedMoney, "-5", -5},
		{share, "70%", 0.7}, {share, "0.7", 0.7}, {share, "0", 0}, {share, "100%", 1}, {share, "1", 1},
		{rate, "9%", 0.09}, {rate, "-20%", -0.2}, {rate, "129%", 1.29}, {rate, "+5%", 0.05}, {rate, "1,000%", 10},
		{duration, "7y", 84}, {duration, "84mo", 84}, {duration, "9 months", 9}, {duration, "1 year", 12}, {duration, "2.5y", 30},
		{duration, "487d", 16}, {duration, "84", 84}, {duration, "0", 0}, // 487 days are 16 months of 30.4375
		{count, "200_000", 200_000}, {count, "200k", 200_000}, {count, "1.5k", 1500}, {count, "20M", 20e6}, {count, "2e5", 200_000},
		{power, "1.2kW", 1.2}, {power, "4.5GW", 4.5e6}, {power, "700W", 0.7}, {power, "2 MW", 2000}, {power, "1.2", 1.2},
		{price, "$2.10", 2.1}, {price, "2.10", 2.1}, {factor, "90%", 0.9}, {factor, "0.9", 0.9}, {atLeastOne, "1.14", 1.14},
		{hours, "500M", 500e6}, {hours, "1.5k", 1500}, {hours, "0", 0}, {wholeYears, "2", 2}, {wholeYears, "2y", 2}, {wholeYears, "24mo", 2}, {span, "90d", 90}, {span, "90 days", 90}, {span, "3mo", 3}, {span, "1y", 12}, {span, "3", 3},
		{exitFee, "50%", 0.5}, {exitFee, "$2B", 2e9}, {exitFee, "USD 5", 5}, {exitFee, "6mo", 6}, {exitFee, "90d", 90 / model.DaysPerMonth}, {exitFee, "2B", 2e9}, {exitFee, "0", 0},
		{deferCap, "15%", 0.15}, {deferCap, "$30M", 30e6}, {deferCap, "30M", 30e6}, {deferCap, "0", 0}, {overPrice, "1.1", 1.1}, {overPrice, "125%", 1.25},
		{monthNumber, "06", 6}, {year, "2027", 2027}, {anyYear, "Y3", 3}, {anyYear, "3", 3}, {boolean, "true", 1}, {boolean, "false", 0},
	}
	for _, test := range tests {
		v, bad := test.kind.parse(test.text)
		if bad != nil || math.Abs(v.number-test.want) > 1e-12*math.Abs(test.want) {
			t.Errorf("%q is %v (%v), want %v", test.text, v.number, bad, test.want)
		}
	}
}

func TestWhatIsNoQuantityIsRefused(t *testing.T) {
	tests := []struct {
		kind  *kind
		texts string // parted by |
	}{
		{money, "|$|B|nan|NaN|inf|-Infinity|1e400|1e-400|5 bn|38 B|$$5|38BB|38e9B|1__0|_1|1_|1,00|1,0000|,100|1,000,00|1_000,000|5.|1.2.3|0x1F|0b1|1:30|--5|- 5|$ -|five|38%|٣٨|１２"},
		{share, "70|1.01|101%|-1%|7 0%|70 %|%|0.7x"},
		{rate, "9|-9|9pc|9%%"},
		{duration, "7x|7m|y|7y6mo|-1mo|1e308y|7 years old|P7Y"},
		{count, "1.5|-1|0.0001k|many"},
		{power, "0kW|5mW|5 horses|-1kW"},
		{atLeastOne, "1x|-1|100%"},
		{monthNumber, "0|13|1.5|December"},
		{month, "2025-1|2025-13|2025|25-11|2025-11-01|1899-12|2201-01|November 2025|2025/11"},
		{monthOrDate, "2025-02-29|2025-11-31|2025-1-1|2025-11-03T00:00:00Z|2025-11-03 10:00|20251103|1899-12-31"},
		{monthOrSpan, "2026-12-15|2026-13|x"},
		{year, "27|02027|1899|2201|20e2"}, {anyYear, "Y0|Y101|0|-1|Y-1"},
		{span, "1.5d|-90d|90w|x|3 moons|90 d d"}, {hours, "-1|5 hours|x"}, {wholeYears, "0.5|18mo|-1|x|2m"},
		{exitFee, "0.5|50|101%|6m|-50%|-$2B|half|6 parsecs|$x|"}, {deferCap, "0.15|15|101%|30m|unlimitd|all|-5%|-$5|"}, {overPrice, "0|-1|net|lst|0%"},
		{monthOrYear, "2028-13|28|2028-Q1|2028-06-01"}, {period, "2026-Q0|2026-Q5|2026Q1|2026-1|26|2026-01-01|1899|2201-Q1"},
		{boolean, "yes|no|True|on|1|"}, {currency, "usd|US|USDT|$"}, {identifier, "A|a_b|a.b|| |é"}, {name, "|a.b|=1+1| a|a\nb"},
	}
	for _, test := range tests {
		for text := range strings.SplitSeq(test.texts, "|") {
			if v, bad := test.kind.parse(text); bad == nil {
				t.Errorf("%q is read as %s: %v", text, test.kind.accepts, v)
			}
		}
	}
}

func TestMonthsAndDatesAreReadStrictly(t *testing.T) {
	if v, bad := monthOrDate.parse("2025-11"); bad != nil || v.date != model.DateOf(2025, 11, 1) || !v.monthly {
		t.Errorf("2025-11 is %v, %v", v, bad)
	}
	if v, bad := monthOrDate.parse("2024-02-29"); bad != nil || v.date != model.DateOf(2024, 2, 29) || v.monthly {
		t.Errorf("2024-02-29 is %v, %v", v, bad)
	}
	if v, bad := month.parse("1970-01"); bad != nil || !v.dated || v.date != 0 {
		t.Errorf("1970-01 is %v, %v", v, bad)
	}
}

func TestAPeriodIsItsFirstDayAndItsMonths(t *testing.T) {
	for text, want := range map[string]struct {
		first  model.Month
		months float64
	}{"2026-03": {model.MonthOf(2026, 3), 1}, "2026-Q1": {model.MonthOf(2026, 1), 3}, "2026-q4": {model.MonthOf(2026, 10), 3}, "2026": {model.MonthOf(2026, 1), 12}} {
		if v, bad := period.parse(text); bad != nil || v.date != want.first.First() || v.number != want.months {
			t.Errorf("%s is %v, %v", text, v, bad)
		}
	}
	if v, bad := monthOrYear.parse("2028"); bad != nil || v.date != model.DateOf(2028, 1, 1) {
		t.Errorf("2028 is %v, %v", v, bad)
	}
}

func TestAMoneySignStandsForItsCurrencies(t *testing.T) {
	for text, fine := range map[string]string{"$1": "USD CAD AUD", "US$1": "USD", "€1": "EUR", "EUR 1": "EUR", "£1": "GBP", "1": "USD EUR JPY"} {
		v, bad := money.parse(text)
		if bad != nil {
			t.Fatal(bad)
		}
		for _, code := range []string{"USD", "CAD", "AUD", "EUR", "GBP", "JPY"} {
			want := strings.Contains(fine, code) || v.currency == ""
			if got := v.currency == "" || model.StandsFor(v.currency, code); got != want {
				t.Errorf("%s stands for %s: %v, want %v", text, code, got, want)
			}
		}
	}
}

func TestABareDurationIsReadAsMonthsWithAWarning(t *testing.T) {
	l := mustRead(t, strings.Replace(least, "7y", "84", 1))
	if l.Scenario.Contracts[0].Term != 84 {
		t.Errorf("the term is %v", l.Scenario.Contracts[0].Term)
	}
	notes := l.Scenario.Notes
	if len(notes) != 1 || notes[0].Path != "contracts.aws.term" || !strings.Contains(notes[0].Message, "write 84mo") {
		t.Errorf("notes are %v", notes)
	}
}

// Whatever is read is finite and within the kind's bounds, and its canonical text does not depend on blanks around it.
func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"$38B", "38e9", "USD 38B", "$1,250M", "70%", "7y", "9 months", "90d", "2025-11", "1.2kW", "-$5", "1e400", "0x1", "1:30", ".nan", "1_0", "٣", "50%", "unlimited", "list", "6m", "2026-Q1", "1.5d"} {
		f.Add(s)
	}
	kinds := []*kind{money, signedMoney, price, share, rate, discount, decline, duration, month, monthOrDate, monthOrSpan, count, power,
		hours, wholeYears, span, exitFee, deferCap, overPrice, monthOrYear, period, factor, atLeastOne, amount, steepness, monthNumber, year, anyYear, boolean, currency, title, prose, name, identifier, accelerator}
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range kinds {
			v, bad := k.parse(text)
			if bad != nil {
				if bad.message == "" {
					t.Errorf("%q is refused as %s without a word", text, k.accepts)
				}
				continue
			}
			if math.IsNaN(v.number) || math.IsInf(v.number, 0) || !k.text && !v.dated && (v.number < 0 && !k.signed || k.most > 0 && v.number > k.most) {
				t.Errorf("%q is %v as %s", text, v.number, k.accepts)
			}
			if v.dated && (v.date.Month().Year() < model.MinYear || v.date.Month().Year() > model.MaxYear) {
				t.Errorf("%q is %v", text, v.date)
			}
		}
	})
}
