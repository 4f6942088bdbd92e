package io.xylem.fuzz;

import io.xylem.xml.mapping.Mapping;

/** Mappings for {@link Seeds#FLIGHT}. */
final class Mappings {
    /** Every kind of path and type; nothing that refuses a document. */
    static final String LENIENT = """
            version: 1
            namespaces: {m: "urn:m"}
            record: "/*:a"
            unmapped: rescue
            badValue: rescue
            columns:
              - {name: id, path: "@id", type: long}
              - {name: time, path: "@t", type: timestamp}
              - {name: n, path: "m:n", type: string, trim: true}
              - {name: q, path: "m:n/@m:q", type: boolean}
              - {name: x, path: "b[@k='x']", type: double}
              - {name: numbers, path: "b", type: "decimal(9,3)", repeated: true}
              - {name: words, path: "m:n", type: int, split: whitespace}
              - {name: raw, path: ".", type: xml}
              - {name: own, path: "text()", type: string}
              - {name: deep, path: ".//e", type: date, repeated: true}
            groups:
              - name: c
                path: c
                columns:
                  - {name: d, path: "@d", type: int}
                  - {name: bin, path: ".", type: "binary(base64)"}
                groups:
                  - name: e
                    path: "*"
                    columns: [{name: own_e, path: ".", type: string}]
            """;

    private static final String STRICT = LENIENT.replace("unmapped: rescue", "unmapped: reject")
            .replace("badValue: rescue", "badValue: reject\ndoctype: internal")
            .replace("type: long}", "type: long, required: true}");

    private Mappings() {}

    static Mapping lenient() {
        return Mapping.fromYaml("lenient.yaml", LENIENT);
    }

    static Mapping strict() {
        return Mapping.fromYaml("strict.yaml", STRICT);
    }

    static Mapping nested() {
        return Mapping.fromYaml("nested.yaml", STRICT.replace("record:", "layout: nested\nrecord:"));
    }
}
