package population_test

import (
	"errors"
	"strings"
	"testing"

	"oblast/data/population"
	"oblast/geo/fault"
)

func known(id string) bool { return strings.HasPrefix(id, "RU") }

func TestRead(t *testing.T) {
	got, err := population.Read("a census of 2021", strings.NewReader("name,population,region_id\nKaluga,1069904,RU-KLU\nRussia,147182123,RU\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	if n, ok := got.Of("RU-KLU"); n != 1069904 || !ok || got.Name() != "a census of 2021" {
		t.Errorf("Kaluga %d, %s", n, got.Name())
	}
	var none *population.Table
	for _, table := range []*population.Table{got, none} {
		if _, ok := table.Of("RU-BRY"); ok {
			t.Error("a population that nobody gave")
		}
	}
}

func TestFaultsAreToldTogether(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"", "region_id,population\n", "population-name: is missing"},
		{"x", "", "has no header"},
		{"x", "id,people\n", "columns id, people; region_id and population are needed"},
		{"x", "region_id,population\nKZ,5\nRU,0\nRU,many\nRU,7\nRU,8\nRU\n", "line 2: \"KZ\" is not the id"},
		{"x", "region_id,population\nKZ,5\nRU,0\nRU,many\nRU,7\nRU,8\nRU\n", "line 6: RU stands twice\nline 7: has too few columns"},
		{"x", "region_id,population\n\"RU,5\n", "line"},
	} {
		_, err := population.Read(test.name, strings.NewReader(test.text), known)
		if err == nil || !strings.Contains(err.Error(), test.want) || !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("%q: got %v, want %q", test.text, err, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("region_id,population\nRU-KLU,5\n")
	f.Add("population,region_id\n5,RU\n\"\"\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := population.Read("x", strings.NewReader(text), known)
		if (table == nil) == (err == nil) {
			t.Errorf("table %v, error %v", table, err)
		}
	})
}
