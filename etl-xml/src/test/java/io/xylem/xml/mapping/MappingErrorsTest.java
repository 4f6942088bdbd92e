package io.xylem.xml.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xylem.core.MappingException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to get a mapping wrong names the file, the line, the column and a remedy. */
class MappingErrorsTest {
    private static final String GOOD = "columns: [{name: a, path: a, type: string}]\n";

    private static List<String> errors(String yaml) {
        MappingException e = catchThrowableOfType(MappingException.class, () -> Mapping.fromYaml("m.yaml", yaml));
        assertThat(e).as(yaml).isNotNull();
        return List.of(e.getMessage().split("\n", -1));
    }

    private static Arguments whole(String yaml, String place, String what, String remedy) {
        return Arguments.of(yaml, place, what, remedy);
    }

    /** A mapping whose line 5 is the given column. */
    private static Arguments column(String column, int position, String what, String remedy) {
        String yaml = "version: 1\nnamespaces: {f: \"urn:f\", geo: \"urn:g\"}\nrecord: /f:a/f:b\ncolumns:\n  - {"
                + column + "}\n";
        return Arguments.of(yaml, "m.yaml:5:" + position + ":", what, remedy);
    }

    static List<Arguments> structure() {
        return List.of(
                whole("", "m.yaml:1:1:", "it is empty", "begin with version: 1"),
                whole("# nothing\n", "m.yaml:1:1:", "it is empty", "begin with version: 1"),
                whole("[]", "m.yaml:1:1:", "mapping: keys are expected, but here is a list", "write some of version"),
                whole(
                        "hello",
                        "m.yaml:1:1:",
                        "mapping: keys are expected, but here is a text",
                        "write some of version"),
                whole(GOOD, "m.yaml:1:1:", "it has no version", "begin with version: 1"),
                whole("version: 2\n" + GOOD, "m.yaml:1:10:", "only 1 is understood, but here is 2", "write version: 1"),
                whole(
                        "version: \"1\"\n" + GOOD,
                        "m.yaml:1:10:",
                        "only 1 is understood, but here is a text",
                        "version: 1"),
                whole("version: 1\n", "m.yaml:1:1:", "the record has no columns and no groups", "add columns:"),
                whole(
                        "version: 1\ncolumns: []\n",
                        "m.yaml:1:1:",
                        "the record has no columns and no groups",
                        "add columns:"),
                whole(
                        "version: 1\ncolumns:\n",
                        "m.yaml:2:1:",
                        "columns: a list is expected, but here is nothing",
                        "dash"),
                whole("version: 1\ncolumns: {a: b}\n", "m.yaml:2:10:", "columns: a list is expected", "dash"),
                whole(
                        "version: 1\n" + GOOD + "colums: []\n",
                        "m.yaml:3:1:",
                        "the key colums is unknown",
                        "mean columns?"),
                whole(
                        "version: 1\n" + GOOD + "zebra: 1\n",
                        "m.yaml:3:1:",
                        "the key zebra is unknown",
                        "use some of version"),
                whole(
                        "version: 1\n" + GOOD + "name: a\nname: b\n",
                        "m.yaml:4:1:",
                        "the key name is there twice (also in line 3)",
                        "keep one"),
                whole(
                        "version: 1\n" + GOOD + "name: {a: b}\n",
                        "m.yaml:3:7:",
                        "name: a text is expected, but here is a block",
                        "write a text"),
                whole(
                        "version: 1\n" + GOOD + "name:\n",
                        "m.yaml:3:1:",
                        "name: a text is expected, but here is nothing",
                        "remove the key"),
                whole(
                        "version: 1\n" + GOOD + "name: \" x\"\n",
                        "m.yaml:3:7:",
                        "the name is blank, or has white space",
                        "plain name"),
                whole(
                        "version: 1\n" + GOOD + "name: a/b\n",
                        "m.yaml:3:7:",
                        "cannot be the name of a folder",
                        "let it not begin"),
                whole(
                        "version: 1\n" + GOOD + "layout: stackd\n",
                        "m.yaml:3:9:",
                        "layout: \"stackd\" is unknown",
                        "mean stacked?"),
                whole(
                        "version: 1\n" + GOOD + "layout: STACKED\n",
                        "m.yaml:3:9:",
                        "layout: \"STACKED\" is unknown",
                        "mean stacked?"),
                whole(
                        "version: 1\n" + GOOD + "layout: [stacked]\n",
                        "m.yaml:3:9:",
                        "layout: a word is expected",
                        "stacked, nested, tables"),
                whole(
                        "version: 1\n" + GOOD + "unmapped: keep\n",
                        "m.yaml:3:11:",
                        "unmapped: \"keep\" is unknown",
                        "ignore, rescue, reject"),
                whole(
                        "version: 1\n" + GOOD + "badValue: fail\n",
                        "m.yaml:3:11:",
                        "badValue: \"fail\" is unknown",
                        "rescue, null, reject"),
                whole(
                        "version: 1\n" + GOOD + "badValue:\n",
                        "m.yaml:3:1:",
                        "badValue: a word is expected, but here is nothing",
                        "rescue, null"),
                whole(
                        "version: 1\n" + GOOD + "doctype: allow\n",
                        "m.yaml:3:10:",
                        "doctype: \"allow\" is unknown",
                        "reject, internal"),
                whole(
                        "version: 1\n" + GOOD + "---\nversion: 1\n",
                        "m.yaml:4:1:",
                        "a second document begins",
                        "one file"));
    }

    static List<Arguments> namespaces() {
        return List.of(
                whole(
                        "version: 1\n" + GOOD + "namespaces: urn:f\n",
                        "m.yaml:3:13:",
                        "a block of keys is expected",
                        "prefix: \"uri\""),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {f: }\n",
                        "m.yaml:3:14:",
                        "namespaces: f needs a text",
                        "write {f:"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {f: [u]}\n",
                        "m.yaml:3:14:",
                        "namespaces: f needs a text",
                        "write {f:"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {f: ' '}\n",
                        "m.yaml:3:14:",
                        "the uri is empty",
                        "without prefix"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {'': u}\n",
                        "m.yaml:3:14:",
                        "no default namespace",
                        "give the namespace a prefix"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {'a:b': u}\n",
                        "m.yaml:3:14:",
                        "this is no prefix",
                        "without a colon"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {xml: u}\n",
                        "m.yaml:3:14:",
                        "xml and xmlns are fixed",
                        "another prefix"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {xmlns: u}\n",
                        "m.yaml:3:14:",
                        "xml and xmlns are fixed",
                        "another prefix"),
                whole(
                        "version: 1\n" + GOOD + "namespaces: {f: u, f: v}\n",
                        "m.yaml:3:20:",
                        "the key f is there twice",
                        "keep one"));
    }

    static List<Arguments> records() {
        return List.of(
                whole(
                        "version: 1\n" + GOOD + "record: a/b\n",
                        "m.yaml:3:9:",
                        "must start at the document",
                        "write /a/b"),
                whole(
                        "version: 1\n" + GOOD + "record: .//b\n",
                        "m.yaml:3:9:",
                        "must start at the document",
                        "//b for any depth"),
                whole(
                        "version: 1\n" + GOOD + "record: .\n",
                        "m.yaml:3:9:",
                        "a record is an element, not its text",
                        "end with an element"),
                whole(
                        "version: 1\n" + GOOD + "record: /a/text()\n",
                        "m.yaml:3:9:",
                        "a record is an element, not its text",
                        "end with an element"),
                whole(
                        "version: 1\n" + GOOD + "record: /a/@b\n",
                        "m.yaml:3:9:",
                        "an attribute cannot be a record",
                        "end with an element"),
                whole(
                        "version: 1\n" + GOOD + "record: /q:a\n",
                        "m.yaml:3:9:",
                        "character 2: the prefix q is not declared",
                        "add it under namespaces"),
                whole("version: 1\n" + GOOD + "record: /\n", "m.yaml:3:9:", "it leads to no element", "write /*"));
    }

    static List<Arguments> columns() {
        return List.of(
                whole(
                        "version: 1\ncolumns: [a]\n",
                        "m.yaml:2:11:",
                        "column: keys are expected, but here is a text",
                        "write some of name"),
                column("path: a", 5, "column 1 of the record: it has no name", "add name:"),
                column("name: c", 5, "column c: it has no path", "add path:"),
                column("name: c, path: a, typ: int", 24, "column: the key typ is unknown", "did you mean type?"),
                column("name: c, path: a, path: b", 24, "the key path is there twice (also in line 5)", "keep one"),
                column("name: c, path: a, renamedFrom: c", 37, "renamedFrom c is not another name", "had before"),
                column("name: c, path: a, renamedFrom: ' '", 37, "is not another name", "remove renamedFrom"),
                column("name: c, path: a, renamedFrom: _Row", 37, "_Row is taken by the lineage column _row", "choose"),
                whole(
                        "version: 1\ncolumns:\n  - {name: c, path: a, renamedFrom: B}\n  - {name: b, path: b}\n",
                        "m.yaml:3:37:",
                        "renamedFrom B is taken by column b (line 4)",
                        "choose another name for one of the two"),
                whole(
                        "version: 1\ncolumns:\n  - {name: c, path: a, renamedFrom: x}\n  - {name: d, path: d, renamedFrom: X}\n",
                        "m.yaml:4:37:",
                        "the name X is taken by column c: renamedFrom x",
                        "choose another name"),
                column("name: [c], path: a", 12, "name: a text is expected, but here is a list", "write a text"),
                column("name: \"a\\nb\", path: a", 12, "control characters", "write a plain name"),
                column("name: c, path: x:a", 21, "the prefix x is not declared", "add it under namespaces: {x:"),
                column("name: c, path: ge:a", 21, "the prefix ge is not declared", "did you mean geo?"),
                column(
                        "name: c, path: f:a/@b/c",
                        21,
                        "character 7: nothing can follow an attribute",
                        "end with the attribute"),
                column("name: c, path: f:a/./b", 21, "character 6: nothing can follow .", "leave out the ."),
                column("name: c, path: f:a/text()/b", 21, "character 11: nothing can follow text()", "end with text()"),
                column("name: c, path: '@xmlns:f'", 21, "namespace declarations are not attributes", "cannot be read"),
                column(
                        "name: c, path: /f:x/f:h",
                        21,
                        "can never match, as the record's document element is f:a",
                        "begin the path with /f:a"),
                column(
                        "name: c, path: /a/f:h",
                        21,
                        "can never match, as the record's document element is f:a",
                        "begin the path with /f:a"),
                column("name: c, path: a, type: dobule", 30, "the type \"dobule\" is unknown", "did you mean double?"),
                column("name: c, path: a, type: integer", 30, "the type \"integer\" is unknown", "write int"),
                column("name: c, path: a, type: String", 30, "the type \"String\" is unknown", "did you mean string?"),
                column("name: c, path: a, type: decimal", 30, "the type \"decimal\" is unknown", "write decimal(18,2)"),
                column(
                        "name: c, path: a, type: binary",
                        30,
                        "the type \"binary\" is unknown",
                        "binary(base64) or binary(hex)"),
                column(
                        "name: c, path: a, type: quaternion",
                        30,
                        "the type \"quaternion\" is unknown",
                        "use one of string"),
                column(
                        "name: c, path: a, type: 'decimal(39,2)'",
                        30,
                        "decimal(39,2) is out of range",
                        "the precision is 1 to 38"),
                column(
                        "name: c, path: a, type: 'decimal(0,0)'",
                        30,
                        "decimal(0,0) is out of range",
                        "the precision is 1 to 38"),
                column(
                        "name: c, path: a, type: decimal(5,6)",
                        30,
                        "decimal(5,6) is out of range",
                        "the scale 0 to the precision"),
                column(
                        "name: c, path: '@a', type: xml",
                        33,
                        "an attribute has no subtree for type xml",
                        "use type: string"),
                column(
                        "name: c, path: a/text(), type: xml",
                        37,
                        "text() has no subtree for type xml",
                        "leave out text()"),
                column("name: c, path: a, type: xml, split: ' '", 42, "type xml cannot be split", "remove split"),
                column("name: c, path: a, type: xml, trim: true", 41, "type xml is kept as it is", "remove trim"),
                column(
                        "name: c, path: a, split: ''",
                        24,
                        "split: a text is expected, but here is nothing",
                        "write a text"),
                column(
                        "name: c, path: a, required: yes please",
                        34,
                        "required: true or false is expected, but here is a text",
                        "without quotes"),
                column(
                        "name: c, path: a, required: 'true'",
                        34,
                        "required: true or false is expected, but here is a text",
                        "without quotes"),
                column(
                        "name: c, path: a, required: 1",
                        34,
                        "required: true or false is expected, but here is a number",
                        "without quotes"),
                column(
                        "name: c, path: a, required: ",
                        24,
                        "required: true or false is expected, but here is nothing",
                        "write true"),
                column(
                        "name: c, path: a, repeated: true, onlyFirst: true",
                        51,
                        "contradict each other",
                        "keep one of the two"),
                column(
                        "name: c, path: a, format: yyyy",
                        32,
                        "format is for date, timestamp and timestamp_ntz only",
                        "remove it"),
                column(
                        "name: c, path: a, type: date, format: yyyy-bb",
                        44,
                        "the format \"yyyy-bb\" is wrong",
                        "DateTimeFormatter"),
                column(
                        "name: c, path: a, type: date, format: HH:mm",
                        44,
                        "the format \"HH:mm\" yields no date",
                        "year, month and day"),
                column("name: c, path: a, type: date, format: ' '", 44, "the format is empty", "write a pattern"),
                column(
                        "name: c, path: a, type: timestamp, format: \"yyyy-MM-dd'X'\"",
                        49,
                        "no timestamp has an offset",
                        "add zone:"),
                column("name: c, path: a, type: date, zone: UTC", 42, "zone is for timestamp only", "remove it"),
                column(
                        "name: c, path: a, type: timestamp, zone: Europe/Berln",
                        47,
                        "the zone \"Europe/Berln\" is unknown",
                        "mean Europe/Berlin?"),
                column(
                        "name: c, path: a, type: timestamp, zone: here",
                        47,
                        "the zone \"here\" is unknown",
                        "write a name such as"),
                column(
                        "name: c, path: a, truncate: true",
                        34,
                        "truncate is for timestamp and timestamp_ntz only",
                        "remove it"),
                column("name: c, path: a, badValue: drop", 34, "badValue: \"drop\" is unknown", "rescue, null, reject"),
                column(
                        "name: _source, path: a",
                        12,
                        "the name _source is taken by the lineage column _source",
                        "another name"),
                column(
                        "name: _Rescued, path: a",
                        12,
                        "the name _Rescued is taken by the lineage column _rescued",
                        "another name"));
    }

    private static Arguments groups(String groups, int line, int position, String what, String remedy) {
        return Arguments.of("version: 1\nrecord: /r\n" + groups, "m.yaml:" + line + ":" + position + ":", what, remedy);
    }

    static List<Arguments> groups() {
        String content = "columns: [{name: a, path: a}]";
        return List.of(
                groups("groups: [x]", 3, 10, "group: keys are expected, but here is a text", "write some of name"),
                groups(
                        "groups: [{path: g, " + content + "}]",
                        3,
                        10,
                        "group 1 of the record: it has no name",
                        "add name:"),
                groups("groups: [{name: g, " + content + "}]", 3, 10, "group g: it has no path", "add path:"),
                groups("groups: [{name: g, path: p}]", 3, 10, "group g has no columns and no groups", "add columns:"),
                groups(
                        "groups: [{name: g, path: p, column: []," + content + "}]",
                        3,
                        29,
                        "the key column is unknown",
                        "mean columns?"),
                groups(
                        "groups: [{name: g, path: '@p', " + content + "}]",
                        3,
                        26,
                        "an attribute cannot be a group",
                        "repeated element"),
                groups("groups: [{name: g, path: ., " + content + "}]", 3, 26, "names no element", "repeated element"),
                groups(
                        "groups: [{name: g, path: p/text(), " + content + "}]",
                        3,
                        26,
                        "names no element",
                        "repeated element"),
                groups("groups: [{name: g, path: /r/p, " + content + "}]", 3, 26, "starts at the document", "relative"),
                groups(
                        "groups: [{name: g, path: 'p[2]', " + content + "}]",
                        3,
                        26,
                        "positions are not supported",
                        "onlyFirst"),
                groups(
                        "groups: [{name: row, path: p, " + content + "}]",
                        3,
                        17,
                        "group row: its ordinal column _row is taken by the lineage",
                        "another"),
                groups(
                        "groups: [{name: _g, path: p, " + content + "}]",
                        3,
                        17,
                        "cannot be the name of a folder",
                        "not begin with _"),
                groups(
                        "groups: [{name: r_Quarantine, path: p, " + content + "}]",
                        3,
                        17,
                        "group r_Quarantine: the name r_Quarantine is taken by the quarantine of the record",
                        "choose another name"),
                groups(
                        "groups: [{name: r, path: p, " + content + "}]",
                        3,
                        17,
                        "group r: the name r is taken by the record",
                        "another name"),
                groups(
                        "groups: [{name: a, path: p, " + content + "}]",
                        3,
                        46,
                        "column a: the name a is taken by group a (line 3)",
                        "another"),
                groups(
                        "columns: [{name: _g, path: x}]\ngroups: [{name: g, path: p, " + content + "}]",
                        4,
                        17,
                        "group g: its ordinal column _g is taken by column _g (line 3)",
                        "another name"),
                groups(
                        "columns: [{name: A, path: x}]\ngroups: [{name: g, path: p, " + content + "}]",
                        4,
                        46,
                        "column a: the name a is taken by column A (line 3)",
                        "upper and lower case count as the same"),
                groups(
                        "groups:\n  - {name: g, path: p, " + content
                                + "}\n  - {name: G, path: q, columns: [{name: b, path: b}]}",
                        5,
                        12,
                        "group G: the name G is taken by group g (line 4)",
                        "another name"),
                groups(
                        "groups:\n  - {name: g, path: p, " + content
                                + "}\n  - {name: h, path: p, columns: [{name: b, path: b}]}",
                        5,
                        21,
                        "group h: it has the same path as group g",
                        "put all columns into one group"));
    }

    static List<Arguments> yaml() {
        return List.of(
                whole(
                        "version: 1\ncolumns:\n  - {name: a, path: @b}\n",
                        "m.yaml:3:21:",
                        "this is no YAML: ",
                        "begins with @"),
                whole(
                        "version: 1\ncolumns:\n  - {name: a, path: *:b}\n",
                        "m.yaml:3:22:",
                        "this is no YAML: ",
                        "needs quotes"),
                whole(
                        "version: 1\ncolumns:\n  - {name: a, path: *b}\n",
                        "m.yaml:3:21:",
                        "the alias *b is not understood",
                        "into quotes"),
                whole(
                        "version: 1\ncolumns:\n  - name: a\n   path: b\n",
                        "m.yaml:4:4:",
                        "this is no YAML: ",
                        "indentation"),
                whole("version: 1\ncolumns: [\n", "m.yaml:3:1:", "this is no YAML: ", "brackets"),
                whole("version: 1\ncolumns: &x [*x]\n", "m.yaml:2:14:", "the alias *x is not understood", "quotes"),
                whole("version: 1\nname: \"\u0001\"\n", "m.yaml:", "this is no YAML: ", "quotes"));
    }

    @ParameterizedTest
    @MethodSource({"structure", "namespaces", "records", "columns", "groups", "yaml"})
    void namesFileLineWhatAndRemedy(String yaml, String place, String what, String remedy) {
        List<String> errors = errors(yaml);
        assertThat(errors).as(yaml).hasSize(1);
        String[] parts = errors.get(0).split(" — ", 2);
        assertThat(parts).hasSize(2);
        assertThat(parts[0]).startsWith(place).contains(what);
        assertThat(parts[1]).contains(remedy);
    }

    @Test
    void reportsAllErrorsInTheOrderOfTheFile() {
        List<String> errors = errors("""
                version: 1
                layout: flat
                columns:
                  - {name: a, path: "a[1]", type: dobule}
                  - {name: a, path: b, format: yy}
                colour: red
                """);
        assertThat(errors)
                .extracting(e -> e.substring(0, e.indexOf(": ")))
                .containsExactly(
                        "m.yaml:2:9", "m.yaml:4:21", "m.yaml:4:35", "m.yaml:5:12", "m.yaml:5:32", "m.yaml:6:1");
    }

    @Test
    void reportsTwentyErrorsAndCountsTheRest() {
        StringBuilder yaml = new StringBuilder("version: 1\ncolumns:\n");
        IntStream.range(0, 33).forEach(i -> yaml.append("  - {name: c" + i + ", path: 'q:x'}\n"));
        List<String> errors = errors(yaml.toString());
        assertThat(errors).hasSize(21).last().isEqualTo("… and 13 more");
    }

    @Test
    void aliasesThatWouldMultiplyAreRefusedAtOnce() {
        StringBuilder yaml = new StringBuilder("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            yaml.append("a" + i + ": &a" + i + " [");
            yaml.append("*a" + (i - 1)).append((", *a" + (i - 1)).repeat(9)).append("]\n");
        }
        assertThat(errors(yaml.toString())).singleElement().asString().startsWith("m.yaml:3:10: the alias *a0 is not");
    }

    @Test
    void deepNestingIsStopped() {
        assertThat(errors("version: 1\nx: " + "[".repeat(100_000))).anyMatch(e -> e.contains("too deep"));
        assertThat(errors("version: 1\nx: " + "{a: ".repeat(100_000))).anyMatch(e -> e.contains("too deep"));
    }

    @Test
    void groupsNestAHundredDeep() {
        StringBuilder yaml = new StringBuilder("version: 1\n");
        for (int i = 0; i < 100; i++) {
            String indent = "  ".repeat(i);
            yaml.append(indent + "groups:\n" + indent + "- name: g" + i + "\n" + indent + "  path: p\n");
            yaml.append(indent + "  columns: [{name: c" + i + ", path: x}]\n");
        }
        assertThat(Mapping.fromYaml("m.yaml", yaml.toString()).levels()).hasSize(101);
    }
}
