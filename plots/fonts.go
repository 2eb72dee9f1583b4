package plots

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The shape of the type, in shares of its size.
const (
	capHeight = 0.72 // of capitals and digits above the baseline
	descent   = 0.21 // of g and y below it
)

const typeface = "Liberation"

// typesetter measures and draws text in Liberation Sans, regular and bold. It is safe for concurrent use.
type typesetter struct {
	cache   *font.Cache
	regular *opentype.Font // to know which characters there are
}

// newTypesetter parses the fonts, once for the life of the program. They come with gonum's own fonts and stay out of its
// default cache.
var newTypesetter = sync.OnceValues(func() (*typesetter, error) {
	regular, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := opentype.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, err
	}
	cache := font.NewCache(font.Collection{
		{Font: fontOf(0, false), Face: regular},
		{Font: fontOf(0, true), Face: bold},
	})
	return &typesetter{cache: cache, regular: regular}, nil
})

func fontOf(size vg.Length, bold bool) font.Font {
	f := font.Font{Typeface: typeface, Variant: "Sans", Size: size}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return f
}

// width is the width of s in type of 1 pt.
func (t *typesetter) width(s string, bold bool) vg.Length {
	face := t.face(100, bold)
	return face.Width(s) / 100
}

func (t *typesetter) face(size vg.Length, bold bool) font.Face {
	return t.cache.Lookup(fontOf(size, bold), size)
}

const maxText = 600 // characters of one text on a chart

// clean makes a text fit to print: controls and marks of direction go, spaces become plain, and each run of characters the
// font has not becomes one question mark.
func (t *typesetter) clean(s string) string {
	var (
		out     strings.Builder
		buf     sfnt.Buffer
		missing bool
		count   int
	)
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			r = ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			continue
		}
		if count++; count > maxText {
			return out.String() + "…"
		}
		index, err := t.regular.GlyphIndex(&buf, r)
		if gone := err != nil || index == 0 || r == utf8.RuneError; gone {
			if !missing {
				out.WriteByte('?')
			}
			missing = true
			continue
		}
		missing = false
		out.WriteRune(r)
	}
	return out.String()
}

// short cuts a text to at most n characters, at a space where there is one in the last third.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndex(cut, " "); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—-(") + "…"
}
