package plots

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var samples = flag.String("samples", "", "folder to write pictures to, to be looked at")

func TestSamplesAreWrittenWhenAskedFor(t *testing.T) {
	if *samples == "" {
		t.Skip("no -samples folder")
	}
	sets := map[string]setup{
		"a1": usual(1, 1, 8), "a6": usual(6, 1, 8), "a12": usual(12, 1, 30), "one": usual(3, 1, 1), "two": usual(3, 2, 2),
		"c2": usual(3, 2, 8), "c3": usual(1, 3, 8), "c5": usual(6, 5, 8), "c12": usual(12, 12, 30), "c12s": usual(1, 12, 8),
	}
	long := usual(7, 3, 9)
	long.long = true
	long.currency = "CAD"
	sets["long"] = long
	for name, su := range sets {
		charts, skipped, err := Charts(su.input(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range skipped {
			t.Log(name, s)
		}
		for _, size := range []string{"thumbnail", "a4", "square"} {
			for _, theme := range Themes {
				if theme == Dark && (size != "thumbnail" || name != "c3" && name != "a6") {
					continue
				}
				st, err := ParseSize(size, 110)
				if err != nil {
					t.Fatal(err)
				}
				st.Theme = theme
				for _, c := range charts {
					png, err := c.PNG(st)
					if err != nil {
						t.Fatal(err)
					}
					file := filepath.Join(*samples, fmt.Sprintf("%s-%s-%s-%s.png", c.Name, name, size, theme))
					if err := os.WriteFile(file, png, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
