package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// environmentFirst reads a settings file: one JSON object, flag names as keys ("addr", "data", ...). A flag given on the
// command line wins over an OBLAST_* variable, that over the file, that over the default. A key that is no flag is an
// error, so that a misspelt setting is not silently ignored.
func environmentFirst(r io.Reader) (kong.Resolver, error) {
	var values map[string]any
	d := json.NewDecoder(r)
	d.UseNumber() // a number is read as it is written, as one on the command line is
	if err := d.Decode(&values); err != nil {
		return nil, fmt.Errorf("the settings file is not one JSON object, such as {\"addr\": \"127.0.0.1:8080\"}: %w", err)
	}
	for key, value := range values {
		switch value.(type) {
		case nil, map[string]any, []any:
			return nil, fmt.Errorf("the settings file gives %s something that is neither text, number, true nor false", key)
		}
	}
	return settingsFile(values), nil
}

type settingsFile map[string]any

// Validate refuses keys that no flag of the program has.
func (f settingsFile) Validate(app *kong.Application) error {
	known := flagNames(app.Node)
	var faults []string
	for key := range f {
		if !slices.Contains(known, key) {
			faults = append(faults, key)
		}
	}
	if len(faults) == 0 {
		return nil
	}
	slices.Sort(faults)
	return fmt.Errorf("the settings file has unknown keys: %s; known are %s", strings.Join(faults, ", "), strings.Join(known, ", "))
}

// Resolve gives the file's value, unless the environment has one.
func (f settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, variable := range flag.Envs {
		if _, ok := os.LookupEnv(variable); ok {
			return nil, nil
		}
	}
	if value, ok := f[flag.Name]; ok {
		return fmt.Sprint(value), nil
	}
	return nil, nil
}

// flagNames lists every flag of a node and of the commands below it, sorted, once each.
func flagNames(n *kong.Node) []string {
	var all []string
	for _, f := range n.Flags {
		if f.Name != "help" && f.Name != "config" {
			all = append(all, f.Name)
		}
	}
	for _, child := range n.Children {
		all = append(all, flagNames(child)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
