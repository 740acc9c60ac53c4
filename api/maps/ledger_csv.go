package maps

import (
	"strconv"
	"strings"

	"oblast/data/checks"
	"oblast/data/ledger"
)

// ledgerColumns are those of the ledger as CSV: a row a total, a tally, a region, a residual, an incident
// or a contradiction of an account.
var ledgerColumns = []string{"date", "night_of", "part", "scope", "row", "id", "status", "conflict", "claimed_min", "claimed_best", "claimed_max",
	"incidents_min", "incidents_best", "incidents_max", "reconciled_min", "reconciled_best", "reconciled_max", "relation",
	"test_window", "test_region", "test_class", "test_figure", "reason", "instead_of", "n_statements", "n_sources", "n_independent", "check", "says", "numbers", "computed"}

// ledgerRow is one row by column; what is not there is empty, which is unknown and never 0.
type ledgerRow map[string]string

// appendLedger appends the ledger as CSV.
func appendLedger(dst []byte, body ledgerBody) []byte {
	dst = append(append(dst, strings.Join(ledgerColumns, ",")...), "\r\n"...)
	tallies := map[string]accountTally{}
	for _, t := range body.Tallies {
		tallies[t.ID] = t
	}
	for i := range body.Nights {
		n := &body.Nights[i]
		about := ledgerRow{"part": n.Part, "scope": strings.Join(n.Scope, " ")}
		if n.Date != nil {
			about["date"] = n.Date.String()
		}
		if n.NightOf != nil {
			about["night_of"] = n.NightOf.String()
		}
		for _, row := range ledgerRows(n, tallies) {
			for at, column := range ledgerColumns {
				if at > 0 {
					dst = append(dst, ',')
				}
				dst = append(dst, quoted(row[column]+about[column])...)
			}
			dst = append(dst, "\r\n"...)
		}
	}
	return dst
}

// ledgerRows lists an account's rows; tallies are by id.
func ledgerRows(n *account, tallies map[string]accountTally) (rows []ledgerRow) {
	if n.Total != nil {
		row := ledgerRow{"row": "total"}
		row.reach(n.reach)
		row.triple("claimed", n.Total)
		rows = append(rows, row, ledgerRow{"row": "not_in_incidents", "claimed_min": number(n.NotInIncidents.Min), "claimed_max": number(n.NotInIncidents.Max)})
		for _, rung := range rungs(n.Ladder) {
			rows = append(rows, ledgerRow{"row": "ladder", "id": rung.level, "claimed_min": number(rung.Min), "claimed_max": number(rung.Max)})
		}
	}
	for _, id := range n.Parts {
		rows = append(rows, tallyRow("tally", id, tallies))
	}
	for _, x := range n.NotAdded {
		row := tallyRow("not_added", x.ID, tallies)
		row["reason"], row["instead_of"] = x.Reason, x.Of
		row.triple("claimed", &x.Total)
		rows = append(rows, row)
	}
	for i := range n.Regions {
		r := &n.Regions[i]
		row := ledgerRow{"row": "region", "id": r.RegionID, "status": r.Status, "conflict": strconv.FormatBool(r.Conflict)}
		row.triple("claimed", r.Claimed)
		row.triple("incidents", r.Incidents)
		row.triple("reconciled", r.Reconciled)
		row.reach(r.reach)
		rows = append(rows, row)
	}
	for _, r := range n.Residuals {
		rows = append(rows, ledgerRow{"row": "residual", "id": r.RegionID, "reason": r.Kind, "claimed_min": number(r.Min), "claimed_max": number(r.Max)})
	}
	for _, list := range linkLists(n) {
		for _, x := range list.links {
			rows = append(rows, ledgerRow{"row": "incident", "id": x.ID, "relation": list.relation, "test_window": x.Tests.Window.String(),
				"test_region": x.Tests.Region.String(), "test_class": x.Tests.Class.String(), "test_figure": x.Tests.Figure.String()})
		}
	}
	for _, id := range n.Untested {
		rows = append(rows, ledgerRow{"row": "incident", "id": id})
	}
	for i := range n.Checks {
		rows = append(rows, checkRow(&n.Checks[i]))
	}
	return rows
}

func tallyRow(kind, id string, tallies map[string]accountTally) ledgerRow {
	row := ledgerRow{"row": kind, "id": id}
	if t, ok := tallies[id]; ok {
		row["status"] = t.Status
		row.reach(t.reach)
	}
	return row
}

// checkRow is a contradiction: id is that of the statement or tally, reason is in words.
func checkRow(f *checks.Finding) ledgerRow {
	row := ledgerRow{"row": "check", "id": f.Of, "status": f.Result, "check": f.Check.Check, "computed": strconv.FormatBool(f.Computed)}
	if f.Says != nil {
		row["says"] = *f.Says
	}
	if f.Note != nil {
		row["reason"] = *f.Note
	}
	numbers := make([]string, len(f.Numbers))
	for i, n := range f.Numbers {
		numbers[i] = strconv.Itoa(n)
	}
	row["numbers"] = strings.Join(numbers, " ")
	return row
}

func (r ledgerRow) reach(x reach) {
	r["n_statements"], r["n_sources"], r["n_independent"] = strconv.Itoa(x.Statements), strconv.Itoa(x.Documents), strconv.Itoa(x.Independent)
}

func (r ledgerRow) triple(name string, t *ledger.Triple) {
	if t != nil {
		r[name+"_min"], r[name+"_best"], r[name+"_max"] = number(t.Min), number(t.Best), number(t.Max)
	}
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// rung is one level of a ladder.
type rung struct {
	level string
	ledger.Range
}

func rungs(l *ledger.Ladder) []rung {
	return []rung{{"settlement", l.Settlement}, {"district", l.District}, {"region", l.Region}, {"water", l.Water}, {"composite", l.Composite}, {"country", l.Country}}
}

// linkList is the incidents of one relation.
type linkList struct {
	relation string
	links    []ledger.Linked
}

func linkLists(n *account) []linkList {
	return []linkList{{ledger.Contained, n.Contained}, {ledger.Conflicts, n.Conflicts}, {ledger.Outside, n.Outside}, {ledger.Overlaps, n.Overlaps}, {ledger.Undetermined, n.Undetermined}}
}
