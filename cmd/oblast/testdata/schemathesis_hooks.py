"""What the API description says in words only, for schemathesis, which makes requests from the description.

No check is switched off. OpenAPI has no means to say the rules below: a request that is meant to be right is brought in
line with them before it is sent; one that is meant to be wrong is left as it is.
"""

import json
import re

import schemathesis

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@schemathesis.hook
def before_call(context, case, kwargs):
    query = case.query
    if isinstance(case.body, dict):  # what stands in the body does not stand in the address too
        for name in case.body:
            query.pop(name, None)
    if not query or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for rule in (filters, boxes, orders_of_dates, one_night, bases, centres, drawn):
        rule(context.operation, query)


def filters(operation, query):
    """filter is CQL2, a language, in the one of its two forms that filter-lang names, about the collection's columns."""
    if "filter" not in query:
        return
    as_json = query.get("filter-lang") == "cql2-json"
    seed = str(query["filter"])
    columns = [p.definition for p in operation.query if p.definition.get("description", "").startswith("Only features whose ")]
    if not columns:
        query["filter"] = '{"op":"=","args":[1,1]}' if as_json else "1 = 1"
        return
    first, second = (columns[(sum(map(ord, seed)) + n) % len(columns)] for n in (0, len(seed) + 1))
    one, two = comparison(first, seed), comparison(second, seed)
    if as_json:
        query["filter"] = json.dumps({"op": "or", "args": [one[1], {"op": "not", "args": [two[1]]}]}, ensure_ascii=False)
    else:
        query["filter"] = f"{one[0]} OR NOT ({two[0]})"


def comparison(column, seed):
    """A comparison of a column with a value that fits its type, as text and as JSON."""
    name, schema = column["name"], column["schema"]
    prop, quoted = {"property": name}, '"' + name + '"'
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return f"{quoted} >= {len(seed)}", {"op": ">=", "args": [prop, len(seed)]}
    if kind == "boolean":
        return f"{quoted} = TRUE", {"op": "=", "args": [prop, True]}
    if schema.get("format") == "date":
        return f"{quoted} < DATE('2025-09-01')", {"op": "<", "args": [prop, {"date": "2025-09-01"}]}
    if "enum" in schema:
        value = schema["enum"][len(seed) % len(schema["enum"])]
        return f"{quoted} = '{value}'", {"op": "=", "args": [prop, value]}
    return f"{quoted} IS NULL", {"op": "isNull", "args": [prop]}


def boxes(operation, query):
    """bbox lies on the map of bbox-crs, its first corner below its second."""
    if "bbox" not in query:
        return
    wire = isinstance(query["bbox"], str)
    try:
        numbers = [float(n) for n in (query["bbox"].split(",") if wire else query["bbox"])]
    except (TypeError, ValueError):
        return
    if len(numbers) not in (4, 6):
        return
    crs = query.get("bbox-crs", CRS84)
    half = len(numbers) // 2
    a, b = numbers[:half], numbers[half:]
    widest = {"4326": (90, 180), "3857": (2e7, 2e7), "3035": (3e6, 3e6), "6933": (1.7e7, 7e6)}.get(crs.rsplit("/", 1)[-1], (180, 90))
    for axis, most in enumerate(widest):
        a[axis], b[axis] = (inside(n, most) for n in (a[axis], b[axis]))
        if crs.endswith("/3035"):
            a[axis], b[axis] = (4e6 + n / 4 for n in (a[axis], b[axis]))
        if a[axis] > b[axis]:
            a[axis], b[axis] = b[axis], a[axis]
    query["bbox"] = ",".join(map(repr, a + b)) if wire else a + b


def inside(n, most):
    return n if abs(n) <= most else n % most


def orders_of_dates(operation, query):
    """An interval ends after it starts; from is not after to."""
    start, slash, end = str(query.get("datetime", "")).partition("/")
    if slash and start[:1] not in ("", ".", "P") and end[:1] not in ("", ".", "P"):
        query["datetime"] = "2024-02-03T04:05:06Z/2025-09-01"
    if "from" in query and "to" in query and str(query["from"]) > str(query["to"]):
        query["from"], query["to"] = query["to"], query["from"]


def one_night(operation, query):
    """night of /ledger is a period by itself."""
    if operation.path == "/ledger" and "night" in query:
        for other in ("from", "to", "part"):
            query.pop(other, None)


def bases(operation, query):
    """Official totals (basis=claimed) speak of interceptions and nights alone."""
    if query.get("basis") == "claimed" and re.search("choropleth|totals|tiles|embed", operation.path):
        for measure in ("measure", "total"):
            if query.get(measure) not in (None, "interceptions", "nights") and not str(query[measure]).startswith("count"):
                query.pop("basis", None)


def centres(operation, query):
    """breaks ascend, and go with method=fixed alone."""
    if "breaks" in query:
        query["breaks"] = "1,2,5" if isinstance(query["breaks"], str) else [1, 2, 5]
        query["method"] = "fixed"
        query.pop("classes", None)
    elif query.get("method") == "fixed":
        query.pop("method")


def drawn(operation, query):
    """Groups as f=geojson are drawn by a region among those of by."""
    if not operation.path.endswith("/aggregate") or query.get("f") != "geojson":
        return
    columns = next(p.definition["schema"] for p in operation.query if p.name == "by")["items"]["enum"]
    regions = [name for name in ("region_id", "district_id", "country", "parent_id") if name in columns]
    if "region_id" not in columns:
        regions.insert(0, "id")
    asked = query.get("by", [])
    if not set(asked.split(",") if isinstance(asked, str) else asked) & set(regions):
        query["by"] = regions[0] if isinstance(asked, str) else regions[:1]


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    """A body of lines, at least one, each a JSON value. No JSON Schema says what may stand in one."""
    values = value if isinstance(value, list) and value else [value]
    return "\n".join(json.dumps(v) for v in values).encode()
