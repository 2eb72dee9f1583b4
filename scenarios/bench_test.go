package scenarios

import "testing"

// A whole scenario from the embedded library: read, merged over the catalogue, checked and hashed.
func BenchmarkLoad(b *testing.B) {
	for _, name := range []string{"openai-aws-late", "openai-portfolio"} {
		b.Run("scenario="+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(name, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
