package main_test

import (
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestQGISPushesDownBoxAndTime: what QGIS wants of a rectangle and of a time is chosen by the server, in pages of the size
// that the API description leads it to, and is all there.
func TestQGISPushesDownBoxAndTime(t *testing.T) {
	need(t, "qgis_process")
	base := startProgram(t)
	proxy := recording(t, base)
	out := run(t, "/usr/bin/python3", "testdata/qgis_push.py", proxy.URL, "incidents", "35,50,40,56", `"time_start" >= '2025-08-27T00:00:00Z'`)
	var got struct{ Inside, Since int }
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if want := matched(t, base, "incidents", "bbox=35,50,40,56"); got.Inside != want || want == 0 {
		t.Errorf("QGIS finds %d features in the rectangle, want %d", got.Inside, want)
	}
	if want := matched(t, base, "incidents", "datetime=2025-08-27T00:00:00Z/.."); got.Since != want || want == 0 {
		t.Errorf("QGIS finds %d features since then, want %d", got.Since, want)
	}
	asked := proxy.items()
	boxes, times := with(asked, "bbox"), with(asked, "datetime")
	if len(boxes) != 1 || boxes[0].Get("bbox") != "35,50,40,56" || boxes[0].Get("limit") != "1000" {
		t.Errorf("the rectangle is not asked for: %v", asked)
	}
	if len(times) != 1 || times[0].Get("datetime") != "2025-08-27T00:00:00Z/9999-12-31T00:00:00Z" {
		t.Errorf("the time is not asked for: %v", asked)
	}
}

// TestQGISDrawsFeaturesAndTiles compares what QGIS draws of features, and of tiles of the same layers, with the picture in
// testdata, which its Debian version drew of the starter data. A pixel differs where a channel is off by more than a fifth:
// symbols are placed and smoothed otherwise from version to version. Of features, a hundredth of the pixels may; of tiles,
// whose borders are simplified to half a pixel, a thirtieth. A layer that is missing is more: its borders and marks are a
// tenth.
func TestQGISDrawsFeaturesAndTiles(t *testing.T) {
	need(t, "qgis_process")
	base := startProgram(t)
	dir := t.TempDir()
	features, tiles := filepath.Join(dir, "features.png"), filepath.Join(dir, "tiles.png")
	var valid map[string]map[string]bool
	if err := json.Unmarshal([]byte(run(t, "/usr/bin/python3", "testdata/qgis_render.py", base, features, tiles)), &valid); err != nil {
		t.Fatal(err)
	}
	for kind, layers := range valid {
		for name, ok := range layers {
			if !ok {
				t.Errorf("%s of %s are no valid layer", kind, name)
			}
		}
	}
	for _, test := range []struct {
		path string
		most float64
	}{{features, .01}, {tiles, .033}} {
		drawnAs(t, test.path, "testdata/qgis_map.png", test.most)
	}
}

// drawnAs compares a picture with a golden one, of whose pixels a share may differ; a picture that is off is kept.
func drawnAs(t *testing.T, path, golden string, most float64) {
	t.Helper()
	off := differing(picture(t, path), picture(t, golden))
	if off <= most {
		return
	}
	kept := filepath.Join(os.TempDir(), "oblast-qgis-"+filepath.Base(path))
	if b, err := os.ReadFile(path); err == nil {
		_ = os.WriteFile(kept, b, 0o600)
	}
	t.Errorf("%s: %.2f %% of the pixels differ from %s, at most %.1f %% may; it is kept as %s", filepath.Base(path), 100*off, golden, 100*most, kept)
}

func picture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// differing is the share of pixels that differ; 1 for pictures of different sizes.
func differing(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	off, all := 0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r, g, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			all++
			if apart(r, r2) || apart(g, g2) || apart(b1, b2) {
				off++
			}
		}
	}
	return float64(off) / float64(all)
}

func apart(a, b uint32) bool { return max(a, b)-min(a, b) > 0xffff/5 }
