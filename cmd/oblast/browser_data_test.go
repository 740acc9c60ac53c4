package main_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// tableTwin reads what the map shows as tables: sorted by any column, each row a way to its region or record.
func tableTwin(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the list is there", `document.querySelectorAll('.rec').length > 3`)
	b.click("#act-table")
	b.until("the table is there", `document.querySelectorAll('dialog .twin tbody tr').length > 50`)
	b.says("dialog .twin tbody tr", "Rostov Oblast", "15")
	row := func(name string) string {
		return eval[string](b, `[...document.querySelectorAll('dialog .twin tbody tr')].find((r) => r.cells[0].textContent === `+quoted(name)+`)?.innerText ?? ''`)
	}
	if got := row("Kaluga Oblast"); !strings.Contains(got, "1") {
		b.Errorf("row of Kaluga: %q", got)
	}
	if got := row("Oryol Oblast"); !strings.Contains(got, "4") {
		b.Errorf("row of Oryol: %q", got)
	}
	b.until("what has no number says which kind of none", `[...document.querySelectorAll('dialog .twin tbody tr')].every((r) => r.cells[1].textContent !== '')`)
	b.click("dialog thead tr th:nth-child(3) button")
	b.until("another column sorts", `document.querySelector('dialog thead tr th:nth-child(3)').getAttribute('aria-sort') === 'descending'`)
	b.until("and the focus stays on its button", `document.activeElement.closest('th')?.getAttribute('aria-sort') === 'descending'`)
	b.click("dialog .seg button:nth-child(2)")
	b.until("records are listed", `document.querySelectorAll('dialog .twin tbody tr').length === document.querySelectorAll('.rec').length`)
	b.says("dialog .twin", "Dzerzhinsky", "Night to 27 August 2025", "Confirmed")
	b.click("dialog .twin tbody .link")
	b.until("a row opens its card", `!document.querySelector('dialog') && document.querySelector('.card-view')`)
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.click("#act-table")
	b.until("the table is there", `document.querySelectorAll('dialog .twin tbody tr').length > 50`)
	eval[bool](b, `[...document.querySelectorAll('dialog .twin tbody .link')].find((l) => l.textContent === 'Kaluga Oblast').focus(), true`)
	b.keys(enter)
	b.until("a row opens its region", `document.querySelector('[data-region="RU-KLU"]')`)
}

// withoutPlace shows records that have no place: a chip on the map that opens them, a sentence in the embed, a word in the
// table; never a point.
func withoutPlace(b *tab) {
	b.base = startProgram(b, "--starter=false", "--data", imported(b, unplacedRecords(3)))
	b.open("/")
	b.until("the chip counts them", `document.getElementById('chip-unlocated')?.textContent === '3 without a place'`)
	if got := b.count(".mk"); got != 0 {
		b.Errorf("%d marks are drawn for records without a place", got)
	}
	b.click("#chip-unlocated")
	b.until("they are listed", `document.querySelectorAll('.rec').length === 3 && /3 reports/.test(document.querySelector('#panel h1').textContent)`)
	b.click(".rec")
	b.until("one is opened", `document.querySelector('.card-view .st')`)
	b.says(".card-view", "place not known")
	b.keys(escape)
	b.open("/embed")
	b.until("the embed says so", `/3 records without a place/.test(document.querySelector('footer').textContent)`)
	b.navigate("/collections/incidents/items?f=html")
	if got := b.count(".unplaced"); got != 3 {
		b.Errorf("%d rows say that they have no place, want 3", got)
	}
}

// downloads takes the files that the page offers and reads them as their users do.
func downloads(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&basis=claimed")
	b.until("records are there", `document.querySelectorAll('.rec').length > 3`)
	inView := b.count(".rec")
	b.click("#act-data")
	b.until("links are offered", `document.querySelectorAll('dialog a[download]').length === 4`)
	links := eval[[]string](b, `[...document.querySelectorAll('dialog a[download]')].map((a) => a.href)`)
	if got := features(b, links[0]); len(got) < 80 {
		b.Errorf("%d features of totals", len(got))
	} else {
		for _, f := range got {
			if status, best := f["status"], f["best"]; f["region_id"] == "RU-ROS" && (status != "value" || best != 15.0) || f["region_id"] == "RU-KLU" && (status != "none_reported" || best != nil) {
				b.Errorf("totals: %v", f)
			}
		}
	}
	if row := rowOf(b, links[1], "region_id", "RU-KLU"); row["status"] != "none_reported" || row["best"] != "" {
		b.Errorf("row of Kaluga in totals.csv: %v", row)
	}
	if row := rowOf(b, links[1], "region_id", "RU-ROS"); row["best"] != "15" {
		b.Errorf("row of Rostov in totals.csv: %v", row)
	}
	if got := features(b, links[2]); len(got) != inView {
		b.Errorf("records.geojson has %d features, the list %d lines", len(got), inView)
	}
	if row := rowOf(b, links[3], "id", "inc-2025-08-27-kaluga-dzerzhinsky"); row["district_id"] != "RU-KLU.563697" || row["injured_state"] != "none_reported" || row["injured_min"] != "" {
		b.Errorf("row of the example in records.csv: %v", row)
	}
	b.keys(escape)
	b.click("#act-embed")
	b.until("the snippet is offered", `document.querySelectorAll('dialog textarea').length === 2`)
	snippet := eval[string](b, `document.querySelector('dialog textarea').value`)
	if !strings.HasPrefix(snippet, `<iframe src="`+b.base+`/embed?`) || !strings.Contains(snippet, "&amp;to=2025-08-27") || !strings.Contains(snippet, "title=") {
		b.Errorf("snippet %s", snippet)
	}
}

// get fetches an address that the page offers.
func get(b *tab, url string) io.Reader {
	b.Helper()
	answer, err := http.Get(url)
	if err != nil {
		b.fatal("%v", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.fatal("%s answers %s: %v", url, answer.Status, err)
	}
	return strings.NewReader(string(body))
}

// features reads the properties of every feature of a GeoJSON file; the id of a feature is the property "id".
func features(b *tab, url string) []map[string]any {
	b.Helper()
	var file struct {
		Type     string
		Features []struct {
			ID         any
			Properties map[string]any
		}
	}
	if err := json.NewDecoder(get(b, url)).Decode(&file); err != nil || file.Type != "FeatureCollection" {
		b.fatal("%s is no feature collection: %q, %v", url, file.Type, err)
	}
	all := make([]map[string]any, len(file.Features))
	for i, f := range file.Features {
		all[i] = f.Properties
		if _, ok := all[i]["id"]; !ok {
			all[i]["id"] = f.ID
		}
	}
	return all
}

// rowOf reads the row of a CSV file whose column has a value.
func rowOf(b *tab, url, column, value string) map[string]string {
	b.Helper()
	rows, err := csv.NewReader(get(b, url)).ReadAll()
	if err != nil || len(rows) < 2 {
		b.fatal("%s has %d rows: %v", url, len(rows), err)
	}
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, name := range rows[0] {
			row[strings.TrimPrefix(name, "\ufeff")] = cells[i]
		}
		if row[column] == value {
			return row
		}
	}
	b.Errorf("%s has no row with %s = %s", url, column, strconv.Quote(value))
	return nil
}
