package report

import (
	"fmt"
	"strings"

	"commitcast/scenarios"
)

// librarySchema names the shape of JSON that lists the embedded library.
const librarySchema = "commitcast.library/1"

// LibraryFormats are the formats of Library.
var LibraryFormats = []Format{Table, JSON, Markdown}

// Library lists the scenarios of the embedded library. A table has a line each, with the title; the other formats tell the
// description as well.
func Library(all []scenarios.Entry, f Format) []byte {
	switch f {
	case JSON:
		return libraryJSON(all)
	case Markdown:
		return libraryMarkdown(all)
	}
	return libraryTable(all)
}

// libraryTable tells which files hold no contracts and are there to be extended.
func libraryTable(all []scenarios.Entry) []byte {
	longest := 0
	for _, s := range all {
		longest = max(longest, width(s.Name))
	}
	var b strings.Builder
	for _, s := range all {
		b.WriteString(padRight(s.Name, longest) + "  " + Clean(s.Title))
		if !s.Contracts {
			b.WriteString(" (to be extended)")
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func libraryJSON(all []scenarios.Entry) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.text("schema", librarySchema)
		w.key("scenarios")
		w.list(len(all), func(i int) {
			w.text("name", all[i].Name)
			w.text("title", all[i].Title)
			w.text("description", all[i].Description)
			w.key("contracts")
			w.bool(all[i].Contracts)
		})
	})
	return append(w.b, '\n')
}

func libraryMarkdown(all []scenarios.Entry) []byte {
	var b strings.Builder
	b.WriteString("| Name | Title | Description | Contracts |\n|:--|:--|:--|:--|\n")
	for _, s := range all {
		contracts := "yes"
		if !s.Contracts {
			contracts = "none: to be extended"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", escapeMarkdown(s.Name), escapeMarkdown(Clean(s.Title)),
			escapeMarkdown(Clean(s.Description)), contracts)
	}
	return []byte(b.String())
}
