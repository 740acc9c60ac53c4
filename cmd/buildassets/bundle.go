package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// licence is kept at the head of every script: the licence of Leaflet asks for it.
const licence = "/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */"

// scripts and styles are the entry points, relative to assets/.
var (
	scripts = []string{"src/map.ts", "src/embed.ts", "src/collection.ts"}
	styles  = []string{"src/styles/first.css", "src/styles/map.css", "src/styles/page.css"}
)

// entry is what manifest.json says of one logical name: the hashed file, and the files that it imports at once, so that a
// page can ask for them in the same breath.
type entry struct {
	File    string   `json:"file"`
	Imports []string `json:"imports,omitempty"`
}

// bundle builds dir/src and returns the files of dir/dist by name, manifest.json among them. The same sources give the
// same bytes.
func bundle(dir string) (map[string][]byte, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     dir,
		EntryPoints:       append(slices.Clone(scripts), styles...),
		Outdir:            "dist",
		Outbase:           "src",
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		Alias:             map[string]string{"leaflet": "./src/leaflet.js"},
		External:          []string{"*.png"},
		Loader:            map[string]api.Loader{".messages.json": api.LoaderFile},
		AssetNames:        "[name]-[hash]",
		PublicPath:        "/assets/",
		Bundle:            true,
		Splitting:         true,
		Metafile:          true,
		Format:            api.FormatESModule,
		Target:            api.ES2020,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Banner:            map[string]string{"js": licence},
		TsconfigRaw:       `{"compilerOptions":{"useDefineForClassFields":true}}`,
		LogLevel:          api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	files := map[string][]byte{}
	for _, out := range result.OutputFiles {
		files[filepath.Base(out.Path)] = out.Contents
	}
	icon, err := os.ReadFile(filepath.Join(dir, "pages", "icon.svg"))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(icon)
	iconName := fmt.Sprintf("icon-%X.svg", sum[:4])
	files[iconName] = icon
	if files["manifest.json"], err = manifest(result.Metafile, iconName); err != nil {
		return nil, err
	}
	if files["leaflet-LICENSE.txt"], err = os.ReadFile(filepath.Join(dir, "vendor", "leaflet", "LICENSE")); err != nil {
		return nil, err
	}
	return files, nil
}

// manifest maps logical names (`map.js`, `map.css`, `messages/ru.json`) to hashed files.
func manifest(metafile, icon string) ([]byte, error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string
			Imports    []struct{ Path, Kind string }
			Inputs     map[string]any
		}
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("esbuild's metafile: %w", err)
	}
	entries := map[string]entry{"icon.svg": {File: icon}}
	for out, about := range meta.Outputs {
		if path.Ext(out) == ".json" {
			for source := range about.Inputs {
				entries["messages/"+strings.TrimSuffix(path.Base(source), ".messages.json")+".json"] = entry{File: path.Base(out)}
			}
		}
		if about.EntryPoint == "" {
			continue
		}
		logical := strings.TrimPrefix(about.EntryPoint, "src/")
		logical = strings.TrimPrefix(strings.TrimSuffix(logical, path.Ext(logical))+path.Ext(out), "styles/")
		e := entry{File: path.Base(out)}
		for _, imp := range about.Imports {
			if imp.Kind == "import-statement" {
				e.Imports = append(e.Imports, path.Base(imp.Path))
			}
		}
		slices.Sort(e.Imports)
		entries[logical] = e
	}
	b, err := json.MarshalIndent(entries, "", "  ")
	return append(b, '\n'), err
}

// gzipped is the size in bytes after gzip at its best level: what the budgets are stated in.
func gzipped(b []byte) int {
	var buf bytes.Buffer
	w, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	_, _ = io.Copy(w, bytes.NewReader(b))
	_ = w.Close()
	return buf.Len()
}
