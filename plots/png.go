package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"math"
	"strings"
)

// pngText is one text in a PNG, by its keyword.
type pngText struct{ keyword, text string }

// texts are what the chart's PNG says about itself.
func (c *Chart) texts() []pngText {
	return []pngText{
		{"Title", c.Title},
		{"Description", c.Alt},
		{"Source", c.Source},
		{"Comment", "input_sha256 " + c.Hash},
	}
}

// headLength is the signature and the IHDR chunk of a PNG: 8 bytes, and 4 of length, 4 of type, 13 of data and 4 of CRC.
const headLength = 8 + 4 + 4 + 13 + 4

// encodePNG writes an image with its density and texts, which image/png leaves out.
func encodePNG(img image.Image, dpi int, texts []pngText) ([]byte, error) {
	var plain bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.DefaultCompression}
	if rgba, ok := img.(*image.RGBA); ok && rgba.Stride == 4*rgba.Rect.Dx() {
		img = paletted(rgba)
	}
	if err := enc.Encode(&plain, img); err != nil {
		return nil, fmt.Errorf("PNG: %w", err)
	}
	b := plain.Bytes()
	if len(b) < headLength || string(b[12:16]) != "IHDR" {
		return nil, fmt.Errorf("PNG: no header in %d bytes", len(b))
	}
	out := make([]byte, 0, len(b)+1024)
	out = append(out, b[:headLength]...)
	out = appendChunk(out, "pHYs", density(dpi))
	for _, t := range texts {
		out = appendChunk(out, "iTXt", t.data())
	}
	return append(out, b[headLength:]...), nil
}

// density is the data of a pHYs chunk: dots a metre both ways.
func density(dpi int) []byte {
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	data := binary.BigEndian.AppendUint32(nil, perMetre)
	data = binary.BigEndian.AppendUint32(data, perMetre)
	return append(data, 1)
}

// data is the data of an iTXt chunk: keyword, not compressed, no language, text in UTF-8.
func (t pngText) data() []byte {
	text := strings.NewReplacer("\x00", "", nbsp, " ").Replace(strings.ToValidUTF8(t.text, "\uFFFD"))
	return []byte(t.keyword + "\x00\x00\x00\x00\x00" + text)
}

func appendChunk(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	from := len(out)
	out = append(out, kind...)
	out = append(out, data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}
