package ledgertest

import (
	"strings"

	"oblast/data/ledger"
	"oblast/data/record"
)

// Facts returns the tallies and incidents of August to November 2025.
func Facts() ledger.Input {
	return ledger.Input{
		Incidents: incidents(), Tallies: tallies(), Statements: Held(Statements()),
		Documents: Held(map[string]*record.Document{"doc": {Kind: record.KindDocument, ID: "doc", PublisherRole: "independent_media"}}),
	}
}

func tallies() []*record.Tally {
	all := []*record.Tally{
		Tally("tal-2025-08-25-ru", "2025-08-25", "2025-08-24 23:00/2025-08-25 07:00", 21, "complete",
			"RU-SMO 7, RU-BRY 6, RU-ORL 3, composite.moscow 3, RU-KLU 1, RU-TVE 1"),
		Tally("tal-2025-08-26-ru-a", "2025-08-26", "2025-08-25 20:00/2025-08-26 00:00", 37, "complete",
			"RU-BRY 9, RU-ROS 8, RU-BEL 6, RU-KRS 4, water.black-sea 4, RU-ORL 3, RU-TUL 2, RU-KLU 1"),
		Tally("tal-2025-08-26-ru-b", "2025-08-26", "2025-08-26 00:00/2025-08-26 06:10", 43, "complete",
			"RU-LEN 6, RU-TUL 6, RU-RYA 6, RU-VGG 5, RU-BRY 4, RU-ORL 3, RU-PSK 3, RU-KRS 2, RU-BEL 2, RU-VOR 1, RU-KLU 1, "+
				"RU-LIP 1, RU-NIZ 1, RU-NGR 1, RU-ROS 1"),
		Tally("tal-2025-08-27-ru", "2025-08-27", "", 26, "complete", "RU-ROS 15, RU-ORL 4, RU-BEL 3, RU-BRY 2, RU-KRS 2"),
		Tally("tal-2025-09-27-ru", "2025-09-27", "", 55, "complete",
			"RU-ROS 27, RU-BRY 8, RU-AST 6, RU-VOR 6, RU-VGG 5, RU-KRS 2, RU-BEL 1"),
		Tally("tal-2025-10-06-ru", "2025-10-06", "", 251, "partial", "RU-KLU 2"),
		Tally("tal-2025-10-27-ru", "2025-10-27", "", 193, "complete",
			"RU-BRY 47, RU-KLU 42, composite.moscow 40, RU-TUL 32, RU-KRS 10, RU-ORL 7, RU-ROS 4, RU-VOR 4, RU-ORE 2, RU-TAM 2, "+
				"RU-BEL 1, RU-LIP 1, RU-SAM 1"),
		Tally("tal-2025-10-28-ru", "2025-10-28", "2025-10-27 23:00/2025-10-28 07:00", 17, "complete",
			"RU-KLU 13, RU-BRY 3, composite.moscow 1"),
		Tally("tal-2025-10-28-ru-day", "", "2025-10-28 15:00/2025-10-28 20:00", 15, "complete",
			"RU-BRY 7, RU-ORL 3, RU-KRS 2, RU-TUL 2, RU-KLU 1"),
		Tally("tal-2025-10-29-ru-a", "2025-10-29", "2025-10-28 20:00/2025-10-28 23:00", 57, "complete",
			"RU-BRY 35, RU-ROS 9, RU-KLU 4, RU-TUL 4, composite.moscow 4, RU-KRS 1"),
		Tally("tal-2025-10-29-ru", "2025-10-29", "", 100, "complete",
			"RU-BRY 46, RU-KLU 12, RU-BEL 8, RU-KDA 7, composite.moscow 6, RU-ORL 6, RU-ULY 4, UA-43 3, RU-ME 3, RU-STA 2, "+
				"RU-KRS 1, RU-SMO 1, RU-TUL 1"),
	}
	for _, ua := range []struct {
		night                  string
		launched, stopped, hit int
	}{{"2025-08-26", 59, 47, 12}, {"2025-08-27", 95, 74, 21}, {"2025-10-27", 100, 66, 26}} {
		for metric, n := range map[string]int{"launched": ua.launched, "intercepted": ua.stopped, "hit": ua.hit} {
			t := Tally("tal-"+ua.night+"-ua-"+metric, ua.night, "", n, "none", "")
			t.Metric, t.Scope, t.Zone, t.Statements = metric, []string{"UA"}, "Europe/Kyiv", []string{"st-airforce"}
			all = append(all, t)
		}
	}
	return all
}

// each prefixes district names with their region.
func each(parent, names string) string {
	return parent + "." + strings.Join(strings.Fields(names), " "+parent+".")
}

func incidents() []*record.Incident {
	var all []*record.Incident
	split := func(night, prefix, counts string) {
		for c := range strings.SplitSeq(counts, ",") {
			name, n, _ := strings.Cut(strings.TrimSpace(c), " ")
			all = append(all, With(Incident(prefix+name, night, n, "RU-KLU."+name), "injured none"))
		}
	}
	split("2025-08-09", "inc-2025-08-09-", "zhukovsky 3, sukhinichsky 2, kirovsky 2, meshchovsky 1, kuybyshevsky 1, "+
		"yukhnovsky 1, mosalsky 1, borovsky 1, dzerzhinsky 1")
	split("2025-09-29", "inc-2025-09-29-", "sukhinichsky 2, duminichsky 1, zhukovsky 1, kirovsky 1, lyudinovsky 1, khvastovichsky 1")
	return append(all, append(august(), autumn()...)...)
}

func august() []*record.Incident {
	day := func(s string) string { return "2025-08-" + s }
	rostov := With(Incident("inc-27-rostov-on-don", day("27"), "", "RU-ROS.rostov-on-don"), "dwelling 1", "injured none")
	rostov.Place.Level = "settlement"
	zagorye := With(Incident("inc-26-zagorye", day("26"), "", "RU-LEN.slantsevsky"), "dwelling 3", "vehicle 1", "injured none")
	zagorye.Place.Level = "settlement"
	return []*record.Incident{
		With(Incident("inc-09-ferzikovsky", day("09"), "", "RU-KLU.ferzikovsky"), "dwelling 1", "injured none"),
		With(Incident("inc-26-kozelsky", day("26"), "1", "RU-KLU.kozelsky"), "injured none", "infrastructure none"),
		With(Incident("inc-26-leningrad", day("26"), "10+", each("RU-LEN", "kingiseppsky luzhsky")), "injured none"),
		zagorye,
		With(Incident("inc-27-dzerzhinsky", day("27"), "1", "RU-KLU.dzerzhinsky"), "injured none", "infrastructure none"),
		With(Incident("inc-27-rostov", day("27"), "?",
			each("RU-ROS", "rostov-on-don taganrog novoshakhtinsk neklinovsky myasnikovsky millerovsky chertkovsky")), "injured none"),
		With(Incident("inc-27-neklinovsky", day("27"), "", "RU-ROS.neklinovsky"), "dwelling ?", "vehicle ?"),
		With(Incident("inc-27-novoshakhtinsk", day("27"), "", "RU-ROS.novoshakhtinsk"), "dwelling ?", "vehicle 1", "infrastructure 1"),
		rostov,
		With(Incident("inc-27-poltava", day("27"), "", "UA-53.poltava"), "infrastructure ?", "building 1", "vehicle ?", "injured none"),
		With(Incident("inc-27-sumy", day("27"), "", "UA-59.sumy"), "infrastructure ?", "injured none"),
	}
}

func autumn() []*record.Incident {
	const klu = "RU-KLU"
	border := With(Incident("inc-11-01-border", "2025-11-01", "1", "RU-KLU RU-MOS"), "injured none")
	border.Place.Level = "border_between"
	return []*record.Incident{
		With(Incident("inc-09-10-kaluga", "2025-09-10", "5", each(klu, "maloyaroslavetsky meshchovsky kozelsky babyninsky")), "injured none"),
		With(Incident("inc-09-10-city", "2025-09-10", "", klu+".kaluga"), "building 1", "injured none"),
		With(Incident("inc-09-27-konar", "2025-09-27", "", "RU-CU.kanashsky"), "infrastructure 1", "injured none"),
		With(Incident("inc-10-06-maloyaroslavetsky", "2025-10-06", "1", klu+".maloyaroslavetsky"), "dwelling 1", "injured none"),
		With(Incident("inc-10-24-kaluga", "2025-10-24", "11", each(klu, "borovsky duminichsky dzerzhinsky kirovsky")), "injured none"),
		With(Incident("inc-10-27-kaluga", "2025-10-27", "41", each(klu, "kaluga obninsk borovsky maloyaroslavetsky dzerzhinsky "+
			"lyudinovsky zhukovsky tarussky khvastovichsky ulyanovsky kirovsky")), "injured none"),
		With(Incident("inc-10-27-dzerzhinsky", "2025-10-27", "", klu+".dzerzhinsky"), "building 5"),
		With(Incident("inc-10-27-pogar", "2025-10-27", "", "RU-BRY.pogarsky"), "killed 1", "injured 5"),
		With(Incident("inc-10-28-kaluga", "2025-10-28", "?", each(klu, "zhukovsky baryatinsky peremyshlsky maloyaroslavetsky kaluga")), "injured none"),
		With(Incident("inc-10-28-pogar", "2025-10-28", "", "RU-BRY.pogarsky"), "injured 1"),
		With(Stated(Incident("inc-10-29-kaluga", "2025-10-29", "16", each(klu, "kaluga obninsk borovsky dzerzhinsky zhukovsky tarussky")),
			"2025-10-28 20:00", "2025-10-29 06:00"), "injured none"),
		With(Incident("inc-10-29-bryansk", "2025-10-29", "", "RU-BRY"), "dwelling 9", "building 1"),
		With(Incident("inc-10-30-kaluga", "2025-10-30", "15", each(klu, "kaluga obninsk borovsky duminichsky kirovsky")), "injured none"),
		With(Day(Incident("inc-10-30-zhizdrinsky", "2025-10-30", "1", klu+".zhizdrinsky"), "2025-10-30"), "dwelling 3", "injured 1"),
		border,
	}
}
