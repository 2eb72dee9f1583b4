package plots

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestSimulationSamplesAreWrittenWhenAskedFor(t *testing.T) {
	if *samples == "" {
		t.Skip("no -samples folder")
	}
	for name, l := range lotteries() {
		for _, c := range l.charts(t) {
			for _, size := range []string{"report", "a4", "square"} {
				for _, theme := range Themes {
					if theme == Dark && size != "report" {
						continue
					}
					writeSample(t, c, fmt.Sprintf("%s-%s-%s-%s.png", c.Name, name, size, theme), size, theme)
				}
			}
		}
	}
}

func writeSample(t *testing.T, c *Chart, file, size string, theme Theme) {
	t.Helper()
	st, err := ParseSize(size, 110)
	if err != nil {
		t.Fatal(err)
	}
	st.Theme = theme
	png, err := c.PNG(st)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*samples, file), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
