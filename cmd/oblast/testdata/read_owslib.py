"""Reads the service as OWSLib does. Usage: read_owslib.py BASE_URL COLLECTION FILTER. Prints one JSON object."""

import json
import sys

from owslib.ogcapi.features import Features

base, collection, condition = sys.argv[1:]
service = Features(base + "/")
first = service.collection_items(collection, limit=7)
ids, page = [f["id"] for f in first["features"]], first
while True:  # the way its documentation shows: by the links
    following = [link["href"] for link in page["links"] if link["rel"] == "next"]
    if not following:
        break
    page = service.collection_items(collection, limit=7, after=ids[-1])
    ids += [f["id"] for f in page["features"]]
print(
    json.dumps(
        {
            "title": service.links and service.response.get("title"),
            "api": service.api()["openapi"],
            "classes": len(service.conformance()["conformsTo"]),
            "collections": service.feature_collections(),
            "id": service.collection(collection)["id"],
            "queryables": sorted(service.collection_queryables(collection)["properties"]),
            "schema": sorted(service.collection_schema(collection)["properties"]),
            "one": service.collection_item(collection, ids[0])["id"],
            "walked": ids,
            "bbox": service.collection_items(collection, bbox=[35, 50, 40, 56], limit=1)["numberMatched"],
            "datetime": service.collection_items(collection, datetime_="2025-08-26/2025-08-27", limit=1)["numberMatched"],
            "filter": service.collection_items(collection, filter=condition, limit=1)["numberMatched"],
            "property": service.collection_items(collection, region_id="RU-BRY", limit=1)["numberMatched"],
        }
    )
)
