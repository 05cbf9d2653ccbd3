"""Writes python/nemcon/documents.py: the typed documents of the commands, from their JSON Schemas.

    python generate.py          writes the file
    python generate.py --check  fails where it is not as it would be written
"""

from __future__ import annotations

import json
import keyword
import sys
import textwrap
from pathlib import Path
from typing import Any

from nemcon import _nemcon

TARGET = Path(__file__).parent / "python/nemcon/documents.py"

HEAD = '''"""The documents of answers as types: what `--format json` prints, with the same keys.

Written by generate.py from the JSON Schemas of the documents, which `nemcon schema --of COMMAND` prints.
"""

from __future__ import annotations

from ._document import Document
'''

#: Documents that no answer here is.
LEFT_OUT = {"CalibrateDocument", "DiagnosticsDocument", "MembersDocument"}
PLAIN = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "null": "None"}


class Writer:
    def __init__(self) -> None:
        self.classes: dict[str, str] = {}

    def add(self, schema: dict[str, Any]) -> None:
        if schema["title"] in LEFT_OUT:
            return
        definitions = {**schema.get("definitions", {}), schema["title"]: schema}
        for name, definition in definitions.items():
            if "properties" in definition:
                self.classes.setdefault(name, self.written(name, definition, definitions))

    def written(self, name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> str:
        lines = [f"class {name}(Document):", f'    """{told(schema.get("description", name), 4)}"""', ""]
        for key, field in schema["properties"].items():
            if not keyword.iskeyword(key):
                optional = "" if key in schema.get("required", []) or "default" in field else " | None"
                kind = self.kind(field, definitions)
                lines.append(f"    {key}: {kind}{'' if kind.endswith('None') else optional}")
                if "description" in field:
                    lines.append(f'    """{told(field["description"], 4)}"""')
        return "\n".join(lines)

    def kind(self, field: dict[str, Any], definitions: dict[str, Any]) -> str:
        if "$ref" in field:
            name = field["$ref"].removeprefix("#/definitions/")
            return name if "properties" in definitions[name] else "str"
        for several in ("allOf", "anyOf", "oneOf"):
            if several in field:
                return " | ".join(dict.fromkeys(self.kind(one, definitions) for one in field[several]))
        kinds = field.get("type", "object")
        return " | ".join(self.of(kind, field, definitions) for kind in ([kinds] if isinstance(kinds, str) else kinds))

    def of(self, kind: str, field: dict[str, Any], definitions: dict[str, Any]) -> str:
        if kind == "array":
            return f"list[{self.kind(field['items'], definitions)}]"
        if kind == "object":
            return f"dict[str, {self.kind(field['additionalProperties'], definitions)}]"
        return PLAIN[kind]


def told(text: str, indent: int) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\")
    lines = textwrap.wrap(text, 112 - indent)
    return f"\n{' ' * indent}".join(lines)


def main() -> None:
    writer = Writer()
    for _, schema in _nemcon.schemas():
        writer.add(json.loads(schema))
    text = HEAD + "".join(f"\n\n{written}\n" for written in writer.classes.values())
    if "--check" not in sys.argv:
        TARGET.write_text(text)
    elif TARGET.read_text() != text:
        sys.exit("documents.py is not what generate.py writes: run it")


if __name__ == "__main__":
    main()
