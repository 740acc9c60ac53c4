package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// aliasCommand keeps reviewers' decisions about names.
type aliasCommand struct {
	Add  aliasAdd  `cmd:"" help:"Decide that certain words mean a certain region."`
	Undo aliasUndo `cmd:"" help:"Take a decision back."`
}

type aliasAdd struct {
	Words    string `arg:"" help:"The words, as sources write them." placeholder:"WORDS"`
	RegionID string `arg:"" help:"Id of the region that they mean." placeholder:"REGION"`
	Within   string `help:"Id of the region in which they mean it; without it anywhere." placeholder:"ID"`
	Source   string `help:"Id of the document whose words they are." placeholder:"ID"`
	Author   string `help:"Who decides." required:"" placeholder:"NAME" env:"OBLAST_AUTHOR"`
	Reason   string `help:"Why." required:"" placeholder:"TEXT"`
}

// Help shows examples.
func (aliasAdd) Help() string {
	return `Examples:
  oblast alias add "Dzhezkazgan district" RU-KLU.563697 --within RU-KLU --author ann --reason "Russian reports name Дзержинский район"`
}

// Run records an alias. The same words under the same parent are one alias: its id follows from them.
func (a aliasAdd) Run(s *setting) error {
	alias := &record.Alias{Kind: record.KindAlias, ID: aliasID(a.Words, a.Within, a.Source), Words: strings.TrimSpace(a.Words), RegionID: a.RegionID, Author: a.Author, Reason: a.Reason}
	if a.Within != "" {
		alias.ScopeParent = &a.Within
	}
	if a.Source != "" {
		alias.ScopeSource = &a.Source
	}
	if err := understood(alias); err != nil {
		return wrongUse{err}
	}
	return atDesk(s, func(d *revise.Desk) error {
		w := revise.Wish{Author: a.Author, Reason: a.Reason}
		if revs, err := d.History(s.ctx, alias.ID); err == nil {
			last := revs[len(revs)-1]
			if len(last.Body) > 0 {
				return fmt.Errorf("%s decides about these words already (%s, %s); take it back first: oblast alias undo %s: %w", alias.ID, last.Author, last.Reason, alias.ID, fault.ErrConflict)
			}
			w.Expect = last.Rev
		}
		done, err := d.Put(s.ctx, []record.Record{alias}, store.Update, w)
		if err != nil {
			return err
		}
		return printDone(s, done)
	})
}

// understood holds an alias against the geocoder that will have to take it.
func understood(alias *record.Alias) error {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	coder, err := geocode.New(gaz)
	if err != nil {
		return err
	}
	scope := ""
	if alias.ScopeParent != nil {
		scope = *alias.ScopeParent
	}
	if _, err = coder.WithAliases([]geocode.Alias{{Words: alias.Words, Scope: scope, RegionID: alias.RegionID}}); err != nil {
		return err
	}
	return insideScope(gaz.Tree, alias.RegionID, scope)
}

// insideScope reports a target that does not lie where its words are to mean it: nobody who reads them there means a place
// elsewhere. A water lies in no unit, and may be meant in any.
func insideScope(tree *region.Tree, target, scope string) error {
	unit, ok := tree.Find(target)
	around, scoped := tree.Find(scope)
	if !ok || !scoped || tree.At(unit).Level == region.Water || tree.Within(unit, around) {
		return nil
	}
	var right []string
	for up := tree.Parent(unit); up != region.None; up = tree.Parent(up) {
		right = append(right, tree.At(up).ID)
	}
	if len(right) == 0 {
		return &fault.FieldError{Field: "scope_parent", Value: scope, Problem: fmt.Sprintf("%s does not lie in %s; leave --within out", target, scope)}
	}
	return &fault.FieldError{Field: "scope_parent", Value: scope, Problem: fmt.Sprintf("%s (%s) does not lie in %s (%s); say --within %s, or leave it out",
		target, tree.At(unit).Names.In("en"), scope, tree.At(around).Names.In("en"), strings.Join(right, " or "))}
}

func aliasID(words, within, source string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.Join(strings.Fields(words), " ")) + "\n" + within + "\n" + source))
	return "alias-" + hex.EncodeToString(sum[:6])
}

type aliasUndo struct {
	ID string `arg:"" help:"Id of the alias, as alias add printed it." placeholder:"ID"`
	signed
}

// Help shows examples.
func (aliasUndo) Help() string {
	return `Examples:
  oblast alias undo alias-5d1f0c9e2b7a --author ann --reason "another district"`
}

// Run takes back the last change of an alias.
func (a aliasUndo) Run(s *setting) error {
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) {
		revs, err := d.History(s.ctx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, rev := range revs {
			if kind := record.KindOf(rev.Body); len(rev.Body) > 0 && kind != record.KindAlias {
				return nil, wrongUse{fmt.Errorf("%s is no alias (%s); record undo takes back its last change", a.ID, kind)}
			}
		}
		return d.Undo(s.ctx, a.ID, a.wish())
	})
}
