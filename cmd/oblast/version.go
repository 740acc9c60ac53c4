package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
)

type versionCommand struct{}

// buildVersion names the program: the module's version, or the revision it was built from, or "devel". It is a part of
// every entity tag, so what is built from changed files has the time of the building behind it: a browser must not take
// the page of yesterday's program for that of today's.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return built("devel")
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; len(revision) >= 12 {
		if settings["vcs.modified"] != "false" {
			return built(revision[:12])
		}
		return revision[:12]
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return built("devel")
}

// built returns a name with the time at which this program was built, where that can be told.
func built(name string) string {
	path, err := os.Executable()
	if err != nil {
		return name
	}
	file, err := os.Stat(path)
	if err != nil {
		return name
	}
	return name + "-" + strconv.FormatInt(file.ModTime().UnixMilli(), 36)
}

// Run prints the program's and the boundaries' version, and the sources of the data inside.
func (versionCommand) Run(s *setting) error {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	if s.json {
		return json.NewEncoder(s.Out).Encode(map[string]any{"version": buildVersion(), "boundaries": gaz.Tree.Version(), "go": runtime.Version(), "sources": gaz.Sources})
	}
	fmt.Fprintf(s.Out, "oblast %s, boundaries %s, %s\n", buildVersion(), gaz.Tree.Version(), runtime.Version())
	for _, source := range gaz.Sources {
		fmt.Fprintf(s.Out, "  %s %s: %s; %s\n", source.Name, source.Version, source.Licence, source.Attribution)
	}
	return nil
}
