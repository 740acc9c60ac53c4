package record_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/data/starter"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled returns the schemas by kind, as an independent reader understands them.
func compiled(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	out := map[string]*jsonschema.Schema{}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, kind := range record.Kinds {
		id := "https://example.org/schemas/" + kind
		schema, ok := record.Schema(kind, id)
		if !ok {
			t.Fatalf("no schema of a %s", kind)
		}
		text, err := json.Marshal(schema)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(id, doc); err != nil {
			t.Fatal(err)
		}
		if out[kind], err = c.Compile(id); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
	}
	return out
}

func starterLines(t testing.TB) []string {
	t.Helper()
	b, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

func fits(schema *jsonschema.Schema, text string) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

func TestSchemasFitEveryStarterRecord(t *testing.T) {
	schemas := compiled(t)
	seen := map[string]int{}
	for n, line := range starterLines(t) {
		kind := string(record.KindOf([]byte(line)))
		seen[kind]++
		if err := fits(schemas[kind], line); err != nil {
			t.Errorf("line %d: %v", n+1, err)
		}
	}
	for _, kind := range record.Kinds {
		if seen[kind] == 0 && kind != "alias" {
			t.Errorf("no %s among the starter records", kind)
		}
	}
}

func TestThereIsNoSchemaOfOtherKinds(t *testing.T) {
	for _, kind := range []string{"", "revision", "Document", "count"} {
		if _, ok := record.Schema(kind, ""); ok {
			t.Errorf("a schema of %q", kind)
		}
	}
}

// Every field that validation holds to a list of words is held to the same list by the schema: a wrong word in any place
// of a full record is refused by both, and the words that Decode names are those of the schema.
func TestSchemasHaveTheEnumerationsOfValidation(t *testing.T) {
	schemas := compiled(t)
	words := 0
	for kind, text := range fullRecords {
		if _, err := record.Decode([]byte(text)); err != nil {
			t.Fatalf("the full %s: %v", kind, err)
		}
		if err := fits(schemas[kind], text); err != nil {
			t.Fatalf("the full %s: %v", kind, err)
		}
		var tree any
		if err := json.Unmarshal([]byte(text), &tree); err != nil {
			t.Fatal(err)
		}
		eachText(tree, "", func(pointer, value string, set func(string)) {
			set("no-such-word")
			spoilt, _ := json.Marshal(tree)
			set(value)
			_, err := record.Decode(spoilt)
			enumerated := err != nil && strings.Contains(err.Error(), "allowed: ") && strings.Contains(err.Error(), pointer+":")
			if enumerated {
				words++
			}
			if refused := fits(schemas[kind], string(spoilt)) != nil; enumerated && !refused {
				t.Errorf("%s%s: validation has a list of words, the schema has none", kind, pointer)
			} else if refused && err == nil {
				t.Errorf("%s%s: the schema refuses a word that validation takes", kind, pointer)
			}
		})
	}
	if words < 20 {
		t.Errorf("only %d enumerations were looked at", words)
	}
}

// eachText calls yield at each string below v, with a way to replace it.
func eachText(v any, pointer string, yield func(pointer, value string, set func(string))) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if s, ok := inner.(string); ok {
				yield(pointer+"/"+key, s, func(s string) { v[key] = s })
			}
			eachText(inner, pointer+"/"+key, yield)
		}
	case []any:
		for i, inner := range v {
			if s, ok := inner.(string); ok {
				yield(fmt.Sprintf("%s/%d", pointer, i), s, func(s string) { v[i] = s })
			}
			eachText(inner, fmt.Sprintf("%s/%d", pointer, i), yield)
		}
	}
}

// A record is spoilt at a random place, in a random way: what the schema refuses, Decode refuses.
func TestSchemasAreNeverStricterThanDecode(t *testing.T) {
	schemas := compiled(t)
	random := rand.New(rand.NewPCG(3, 5))
	lines := starterLines(t)
	for _, text := range fullRecords {
		lines = append(lines, text, text, text)
	}
	refused, taken := 0, 0
	for range 4000 {
		line := lines[random.IntN(len(lines))]
		var tree map[string]any
		if err := json.Unmarshal([]byte(line), &tree); err != nil {
			t.Fatal(err)
		}
		kind := tree["kind"].(string)
		spoil(random, tree)
		spoilt, _ := json.Marshal(tree)
		err := fits(schemas[kind], string(spoilt))
		_, decoded := record.Decode(spoilt)
		switch {
		case err != nil && decoded == nil:
			t.Fatalf("%s\nthe schema refuses it, Decode does not: %v", spoilt, err)
		case err != nil:
			refused++
		default:
			taken++
		}
	}
	if refused < 500 || taken < 500 {
		t.Errorf("%d refused and %d taken: one side is hardly tried", refused, taken)
	}
}

// spoil changes one value somewhere in a record.
func spoil(random *rand.Rand, tree map[string]any) {
	for {
		keys := slices.Sorted(func(yield func(string) bool) {
			for k := range tree {
				if !yield(k) {
					return
				}
			}
		})
		key := keys[random.IntN(len(keys))]
		inner, deeper := tree[key].(map[string]any)
		if list, ok := tree[key].([]any); ok && len(list) > 0 {
			inner, deeper = list[random.IntN(len(list))].(map[string]any)
		}
		if deeper && random.IntN(4) > 0 {
			tree = inner
			continue
		}
		values := []any{nil, "", "x", "2025-08-27", "2025-08-26T17:00:00Z", 0, 3, -1, 1.5, true, []any{}, []any{"x"}, []any{30.5, 50.5}, map[string]any{}}
		switch random.IntN(8) {
		case 0:
			delete(tree, key)
		case 1:
			tree["other"] = 1
		default:
			tree[key] = values[random.IntN(len(values))]
		}
		return
	}
}

// fullRecords has a record of each kind with every field known.
var fullRecords = map[string]string{
	"document":  `{"kind":"document","id":"d","title":"T","url":"https://example.org/","publisher":"P","publisher_role":"other","language":"en","published_at":"2025-08-27T06:00:00Z","captured_at":"2025-08-27T06:00:00Z","sha256":"` + strings.Repeat("0f", 32) + `","archive_url":"https://example.org/a","derived_from":["e"]}`,
	"statement": `{"kind":"statement","id":"s","document":"d","speaker":"S","speaker_role":"governor","channel":"telegram","quote":"q","quote_lang":"ru","summary":"x","preliminary":true,"supersedes":"r","checks":[{"check":"sum","result":"ok","says":"w","numbers":[1],"note":"n"}]}`,
	"incident": `{"kind":"incident","id":"i","is_interception":true,"is_damage":true,"weapon_class":"uav","count":{"min":1,"best":1,"max":1,"qualifier":"exact"},"when":{"start":"2025-08-26T17:00:00Z","end":"2025-08-27T05:00:00Z","zone":"Europe/Moscow","precision":"night","night_of":"2025-08-27"},` +
		`"place":{"level":"settlement","region_ids":["RU-KLU"],"name":"N","verbatim":"v","point":[36,54],"uncertainty_m":100,"method":"reviewer","resolution":{"query":"q","answer":["RU-KLU"],"suggested":["RU-KLU.1"],"rejected":[{"id":"KZ","reason":"r"}],"decided_by":"b","decided_at":"2025-08-27T06:00:00Z","reason":"r"},"generalised":"g"},` +
		`"effects":[{"subject":"dwelling","part":"roof","state":"reported","count":{"min":1,"best":1,"max":1,"qualifier":"exact"},"cause":"debris","statement":"s","preliminary":true}],"response":"evacuation","attribution":{"attributed_to":"a","attributed_by":"b","other_side_stance":"denied","statement":"s"},"statements":["s"],"grade":"fair","grade_reason":"r","tags":["t"]}`,
	"tally":       `{"kind":"tally","id":"t","metric":"intercepted","count":{"min":3,"best":3,"max":3,"qualifier":"exact"},"window":{"start":"2025-08-26T20:00:00Z","end":"2025-08-27T04:00:00Z"},"window_basis":"stated","zone":"Europe/Moscow","night_of":"2025-08-27","weapon_class":"uav","scope":["RU"],"split":"complete","items":[{"region_id":"RU-KLU","count":3,"note":"n"}],"statements":["s"],"checks":[{"check":"sum","result":"ok","says":null,"numbers":[3],"note":null}],"status":"ok"}`,
	"restriction": `{"kind":"restriction","id":"x","region_id":"RU-KLU","instrument":"law","instrument_date":"2024-09-19","in_force_from":"2024-09-19","in_force_to":"2026-09-19","status":"in_force","summary":"s","coarsest_public_level":"region","delay":"72h","statements":["s"]}`,
	"alias":       `{"kind":"alias","id":"a","words":"w","scope_parent":"RU-KLU","scope_source":"d","region_id":"RU-KLU.1","author":"u","reason":"r"}`,
}

// The full records know every field, so that nothing above is left out.
func TestFullRecordsAreFull(t *testing.T) {
	for kind, text := range fullRecords {
		rec, err := record.Decode([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		empty(t, kind, reflect.ValueOf(rec).Elem())
	}
}

func empty(t *testing.T, name string, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		f, field := v.Field(i), name+"."+v.Type().Field(i).Name
		for f.Kind() == reflect.Pointer && !f.IsNil() {
			f = f.Elem()
		}
		if f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0 {
			if field != "tally.Items.Count" {
				t.Errorf("%s is not known in the full record", field)
			}
			continue
		}
		switch {
		case f.Kind() == reflect.Slice && f.Index(0).Kind() == reflect.Struct:
			if field != "tally.Checks" {
				empty(t, field, f.Index(0))
			}
		case f.Kind() == reflect.Struct && strings.HasPrefix(f.Type().PkgPath(), "oblast"):
			empty(t, field, f)
		}
	}
}
