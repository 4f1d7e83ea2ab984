"""Documents against the schemas in ``tests/data/schemas``; nothing is fetched."""

import json
from functools import cache
from pathlib import Path

import fastjsonschema
from lxml import etree

PLACE = Path(__file__).parent.parent / "data" / "schemas"


@cache
def relax_ng(name):
    return etree.RelaxNG(etree.parse(str(PLACE / name)))


@cache
def xml_schema(name):
    return etree.XMLSchema(etree.parse(str(PLACE / name)))


@cache
def json_schema(name):
    return fastjsonschema.compile(json.loads((PLACE / name).read_text()))


def xml_errors(schema, content):
    """What is wrong with a document, in the words of the validator; empty where nothing is."""
    schema.validate(etree.fromstring(content))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def json_errors(name, content):
    try:
        json_schema(name)(json.loads(content))
    except fastjsonschema.JsonSchemaValueException as error:
        return [error.message]
    return []
