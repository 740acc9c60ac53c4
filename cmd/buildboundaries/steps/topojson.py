"""Decoding of our own TopoJSON into shapely multipolygons (lon/lat degrees)."""

import json

import numpy as np
import shapely


class Topology:
    """Arcs as arrays of grid integers; shapes on demand."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            raw = json.load(f)
        self.scale = np.array(raw["transform"]["scale"])
        self.origin = np.array(raw["transform"]["translate"])
        self.arcs = [np.cumsum(np.array(a, dtype=np.int64), axis=0) for a in raw["arcs"]]
        self.objects = {name: {g["id"]: g for g in o["geometries"]} for name, o in raw["objects"].items()}

    def ids(self, name):
        return sorted(self.objects.get(name, {}))

    def ring(self, indexes):
        out = []
        for i in indexes:
            arc = self.arcs[i] if i >= 0 else self.arcs[~i][::-1]
            out.append(arc if not out else arc[1:])
        return np.concatenate(out) * self.scale + self.origin

    def shape(self, name, unit):
        g = self.objects[name][unit]
        parts = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]
        return shapely.multipolygons([shapely.Polygon(self.ring(p[0]), [self.ring(h) for h in p[1:]]) for p in parts])
