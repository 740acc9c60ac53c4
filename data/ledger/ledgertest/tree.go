// Package ledgertest gives tests a small region tree and the reports of August to November 2025 as records, so that
// the rules of counting can be held against figures worked out by hand. District ids are readable, not the gazetteer's.
package ledgertest

import (
	"strings"

	"oblast/geo/region"
)

// districts by region, as far as the reports name them, and one that they do not.
var districts = map[string]string{
	"RU-KLU": "babyninsky baryatinsky borovsky duminichsky dzerzhinsky ferzikovsky kaluga khvastovichsky kirovsky kozelsky " +
		"kuybyshevsky lyudinovsky maloyaroslavetsky meshchovsky mosalsky obninsk peremyshlsky sukhinichsky tarussky " +
		"ulyanovsky yukhnovsky zhizdrinsky zhukovsky",
	"RU-LEN": "kingiseppsky luzhsky slantsevsky volosovsky",
	"RU-ROS": "chertkovsky millerovsky myasnikovsky neklinovsky novoshakhtinsk rostov-on-don taganrog zimovnikovsky",
	"RU-BRY": "pogarsky suzemsky",
	"RU-CU":  "kanashsky",
	"UA-53":  "poltava",
	"UA-59":  "sumy",
}

// regions by country.
var regions = map[string]string{
	"RU": "AST BEL BRY CU KDA KLU KRS LEN LIP ME MOS MOW NGR NIZ ORE ORL PSK ROS RYA SAM SMO STA TA TAM TUL TVE ULY VGG VOR",
	"UA": "43 53 59 63",
	"KZ": "10 11",
}

// Tree returns the countries, regions and districts that the reports name, Black Sea, and composite.moscow.
func Tree() *region.Tree {
	units := []region.Unit{
		{ID: "water.black-sea", Level: region.Water},
		{ID: "composite.moscow", Level: region.Composite, Parent: "RU", Members: []string{"RU-MOS", "RU-MOW"}},
	}
	for country, names := range regions {
		units = append(units, region.Unit{ID: country, Level: region.Country})
		for _, n := range strings.Fields(names) {
			units = append(units, region.Unit{ID: country + "-" + n, Level: region.Region, Parent: country, AreaKM2: 1000})
		}
	}
	for parent, names := range districts {
		for _, n := range strings.Fields(names) {
			units = append(units, region.Unit{ID: parent + "." + n, Level: region.District, Parent: parent, AreaKM2: 100})
		}
	}
	tree, err := region.New(units, nil, "test")
	if err != nil {
		panic(err)
	}
	return tree
}
