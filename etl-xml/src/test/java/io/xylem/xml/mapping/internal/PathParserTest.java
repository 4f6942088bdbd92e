package io.xylem.xml.mapping.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.Step.Axis;
import io.xylem.xml.mapping.Step.Predicate;
import io.xylem.xml.mapping.internal.PathParser.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathParserTest {
    private static final Map<String, String> NAMESPACES = Map.of("f", "urn:f", "geo", "urn:g", "nas-1.x", "urn:n");

    private static Path parse(String text) {
        try {
            return PathParser.parse(text, NAMESPACES).path();
        } catch (PathSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Step child(String uri, String local) {
        return new Step(Axis.CHILD, uri, local, List.of());
    }

    private static Step below(String uri, String local) {
        return new Step(Axis.DESCENDANT, uri, local, List.of());
    }

    private static Step attribute(String uri, String local) {
        return new Step(Axis.ATTRIBUTE, uri, local, List.of());
    }

    @Test
    void readsNamesWithAndWithoutPrefix() {
        assertThat(parse("f:a/b/nas-1.x:c").steps())
                .containsExactly(child("urn:f", "a"), child("", "b"), child("urn:n", "c"));
        assertThat(parse("f:a").absolute()).isFalse();
        assertThat(parse("/f:a").absolute()).isTrue();
    }

    @Test
    void readsWildcards() {
        assertThat(parse("*/*:a/f:*").steps())
                .containsExactly(child(null, null), child(null, "a"), child("urn:f", null));
        assertThat(parse("*:*").steps()).containsExactly(child(null, null));
    }

    @Test
    void readsDescendants() {
        assertThat(parse("//x")).isEqualTo(new Path(true, List.of(below("", "x")), "//x"));
        assertThat(parse(".//x/y")).isEqualTo(new Path(false, List.of(below("", "x"), child("", "y")), ".//x/y"));
        assertThat(parse("/a//f:b//*").steps()).containsExactly(child("", "a"), below("urn:f", "b"), below(null, null));
    }

    @Test
    void readsAttributes() {
        assertThat(parse("@id").steps()).containsExactly(attribute("", "id"));
        assertThat(parse("@f:id").steps()).containsExactly(attribute("urn:f", "id"));
        assertThat(parse("@*:id").steps()).containsExactly(attribute(null, "id"));
        assertThat(parse("@xml:lang").steps())
                .containsExactly(attribute("http://www.w3.org/XML/1998/namespace", "lang"));
        assertThat(parse("a/@id").attribute()).isTrue();
    }

    @Test
    void readsOwnTextAsTheElement() throws PathSyntaxException {
        assertThat(parse(".").steps()).isEmpty();
        assertThat(parse("text()").steps()).isEmpty();
        assertThat(parse("a/b/text()").steps()).containsExactly(child("", "a"), child("", "b"));
        assertThat(parse("a/.").steps()).containsExactly(child("", "a"));
        assertThat(parse("text").steps()).containsExactly(child("", "text"));
        assertThat(PathParser.parse("a/.", NAMESPACES).tail()).isEqualTo(Tail.SELF);
        assertThat(PathParser.parse("a/text()", NAMESPACES).tail()).isEqualTo(Tail.TEXT);
        assertThat(PathParser.parse("a/@b", NAMESPACES).tail()).isEqualTo(Tail.ATTRIBUTE);
        assertThat(PathParser.parse("a", NAMESPACES).tail()).isEqualTo(Tail.ELEMENT);
    }

    @Test
    void readsSeveralConditionsWithAnyCharactersInTheirValues() {
        Step step =
                parse("a[@x='/b[c]']//b[ @f:y = \"it's\" ][@*:z='']").steps().get(1);
        assertThat(step.axis()).isEqualTo(Axis.DESCENDANT);
        assertThat(step.predicates())
                .containsExactly(new Predicate("urn:f", "y", "it's"), new Predicate(null, "z", ""));
        assertThat(parse("*[@x='/b[c]']/@y").steps().get(0).predicates())
                .containsExactly(new Predicate("", "x", "/b[c]"));
    }

    @Test
    void readsNamesOfAllScripts() {
        assertThat(parse("größe/名前/𐐀x/a·b").steps())
                .containsExactly(child("", "größe"), child("", "名前"), child("", "𐐀x"), child("", "a·b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|1|it is empty",
                "/|1|it leads to no element",
                "a/|3|a step is missing at the end",
                "a//|4|a step is missing at the end",
                "a///b|4|a name cannot start with /",
                "./a|1|./ says nothing",
                "a/./b|4|nothing can follow .",
                "./|1|./ says nothing",
                ".a|2|nothing can follow .",
                "text()/a|7|nothing can follow text()",
                "a/text()/@b|9|nothing can follow text()",
                "a/@b/c|5|nothing can follow an attribute",
                "@b[@c='1']|3|an attribute cannot have a condition",
                "@*|2|an attribute needs a name",
                "@f:*|4|an attribute needs a name",
                "@|2|a name is missing at the end",
                "@xmlns|2|namespace declarations are not attributes",
                "@xmlns:f|2|namespace declarations are not attributes",
                "..|1|.. is not supported",
                "a/../b|3|.. is not supported",
                "/@a|2|the document itself has no text",
                "/.|2|the document itself has no text",
                "/text()|2|the document itself has no text",
                "//@a|3|// needs an element",
                ".//text()|4|// needs an element",
                "a//.|4|// needs an element",
                "x:a|1|the prefix x is not declared",
                "a/ge:b|3|the prefix ge is not declared",
                "a/@fx:b|4|the prefix fx is not declared",
                "f:|3|a name is missing at the end",
                "f:a:b|4|unexpected :",
                "child::a|6|axes are not supported",
                "count(a)|6|functions are not supported",
                "a b|2|unexpected white space",
                "~ a~|1|a name cannot start with white space",
                "1a|1|a name cannot start with 1",
                "{urn:f}a|1|a name cannot start with {",
                "a[1]|2|positions are not supported",
                "a[last()]|2|the condition is not understood",
                "a[@x]|2|the condition is not understood",
                "a[@x=1]|2|the condition is not understood",
                "a[@x!='1']|2|the condition is not understood",
                "a[@*='1']|2|the condition is not understood",
                "a[b='1']|2|the condition is not understood",
                "a[@x='1' and @y='2']|2|the condition is not understood",
                "a[@x='1'|2|the condition is not understood",
                "a[@x='1]|6|the quote is not closed",
                "a[@x='1'][@x='2']|10|it can never match",
                "[@x='1']|1|a name cannot start with [",
                "a]|2|unexpected ]"
            })
    void rejectsWithThePosition(String text, int character, String what) {
        PathSyntaxException e =
                catchThrowableOfType(PathSyntaxException.class, () -> PathParser.parse(text, NAMESPACES));
        assertThat(e).as(text).isNotNull();
        assertThat(e.remedy()).isNotBlank();
        assertThat(e).hasMessageStartingWith("path \"" + text + "\", character " + character + ": " + what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gep:b", "ge:b", "geoo:b"})
    void suggestsTheNearestPrefix(String text) {
        assertThatThrownBy(() -> PathParser.parse(text, NAMESPACES))
                .isInstanceOfSatisfying(
                        PathSyntaxException.class,
                        e -> assertThat(e.remedy()).startsWith("did you mean geo? if not, add it under namespaces:"));
    }

    @Test
    void readsBackWhateverStepsAreWritten() {
        long seed = 20_240_611;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Path path = RandomPaths.any(random, NAMESPACES);
            assertThat(parse(path.text()))
                    .as("seed %d, path %s", seed, path.text())
                    .isEqualTo(path);
        }
    }

    @Test
    void neverFailsInAnyOtherWayThanItSays() {
        long seed = 77;
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "a", "f:", ":", "/", "//", "@", ".", "*", "[", "]", "@x='1'", "'", "\"", "text()", " ", "(", ")", "=",
                "1", "é");
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                List<Step> steps = new ArrayList<>(
                        PathParser.parse(text.toString(), NAMESPACES).path().steps());
                accepted++;
                assertThat(steps.stream().limit(Math.max(0, steps.size() - 1)))
                        .as("seed %d, %s", seed, text)
                        .noneMatch(s -> s.axis() == Axis.ATTRIBUTE);
            } catch (PathSyntaxException e) {
                assertThat(e.remedy()).isNotBlank();
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }
}
