package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
)

type versionCommand struct{}

// buildVersion names the program: the module's version, or the revision it was built from, or "devel".
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return "devel"
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
