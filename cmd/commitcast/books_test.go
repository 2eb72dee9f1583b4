package main

import (
	"strconv"
	"strings"
	"testing"

	"commitcast/scenarios"
)

// Every book of every contract of the library closes in the digits that are printed, opens with what the period before
// closed with, and each line adds up to its total.
func TestEveryBookOfTheLibraryClosesInPrint(t *testing.T) {
	library, err := scenarios.List()
	if err != nil {
		t.Fatal(err)
	}
	books := 0
	for _, entry := range library {
		loaded, err := scenarios.Load(entry.Name, scenarios.Options{})
		if err != nil {
			continue // a file to be extended
		}
		for _, c := range loaded.Scenario.Contracts {
			if !c.Counts() {
				continue
			}
			for _, by := range []string{"month", "year"} {
				code, out, stderr := called("ledger", entry.Name, "--contract", c.ID, "--by", by, "--format", "markdown")
				if code != exitDone {
					t.Fatalf("%s %s exits with %d: %s", entry.Name, c.ID, code, stderr)
				}
				for _, book := range strings.Split(out, "\n## ") {
					if strings.Contains(book, "\n| Opening |") {
						books++
						checkBook(t, entry.Name+" "+c.ID+" "+by, book)
					}
				}
			}
		}
	}
	if books < 100 {
		t.Errorf("only %d books found", books)
	}
}

// checkBook adds up a printed book in last digits.
func checkBook(t *testing.T, where, book string) {
	t.Helper()
	name, _, _ := strings.Cut(book, "\n")
	var opening, closing, sum []int
	for line := range strings.SplitSeq(book, "\n") {
		label, digits := printedRow(t, line)
		switch {
		case label == "Opening":
			opening = digits
			sum = append(sum, digits...)
		case label == "Closing":
			closing = digits
		case strings.HasPrefix(label, "+ "), strings.HasPrefix(label, "− "):
			checkTotal(t, where+": "+name+": "+label, digits)
			for i := range digits {
				if strings.HasPrefix(label, "−") {
					sum[i] -= digits[i]
				} else {
					sum[i] += digits[i]
				}
			}
		}
	}
	for i, v := range closing { // the totals are the last
		if sum[i] != v {
			t.Errorf("%s: %s: column %d comes to %d and closes at %d", where, name, i, sum[i], v)
		}
		if 0 < i && i < len(closing)-1 && opening[i] != closing[i-1] {
			t.Errorf("%s: %s: column %d opens with %d after %d", where, name, i, opening[i], closing[i-1])
		}
	}
}

func checkTotal(t *testing.T, line string, digits []int) {
	t.Helper()
	last, sum := len(digits)-1, 0
	for _, v := range digits[:last] {
		sum += v
	}
	if sum != digits[last] {
		t.Errorf("%s adds up to %d, its total is %d", line, sum, digits[last])
	}
}

// printedRow is a row of a Markdown table: its label and its figures in last digits.
func printedRow(t *testing.T, line string) (label string, digits []int) {
	t.Helper()
	cells := strings.Split(strings.Trim(line, "| "), " | ")
	label = cells[0]
	if label != "Opening" && label != "Closing" && !strings.HasPrefix(label, "+ ") && !strings.HasPrefix(label, "− ") {
		return label, nil
	}
	plain := strings.NewReplacer(",", "", ".", "", "\\~", "", "−", "-")
	for _, c := range cells[1:] {
		v, err := strconv.Atoi(plain.Replace(c))
		if err != nil {
			t.Fatalf("%q is no figure in %s", c, line)
		}
		digits = append(digits, v)
	}
	return label, digits
}
