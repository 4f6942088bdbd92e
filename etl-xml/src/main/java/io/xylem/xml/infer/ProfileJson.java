package io.xylem.xml.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A profile as JSON. */
final class ProfileJson {
    private final JsonGenerator json;

    private ProfileJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Profile profile) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            new ProfileJson(json.useDefaultPrettyPrinter()).write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private void write(Profile profile) throws IOException {
        json.writeStartObject();
        json.writeNumberField("documents", profile.documents());
        json.writeNumberField("skipped", profile.skipped());
        json.writeObjectFieldStart("rejects");
        for (Map.Entry<String, Long> reject : profile.rejects().entrySet()) {
            json.writeNumberField(reject.getKey(), reject.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("depth", profile.depth());
        json.writeObjectFieldStart("namespaces");
        for (Map.Entry<String, String> namespace : profile.namespaces().entrySet()) {
            json.writeStringField(namespace.getKey(), namespace.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("paths");
        for (PathProfile root : profile.roots()) {
            write(root);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(PathProfile path) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path.path());
        json.writeNumberField("count", path.count());
        json.writeObjectFieldStart("perParent");
        json.writeNumberField("parents", path.parents());
        json.writeNumberField("having", path.having());
        json.writeNumberField("min", path.least());
        json.writeNumberField("avg", BigDecimal.valueOf(path.average()).setScale(3, RoundingMode.HALF_UP));
        json.writeNumberField("max", path.most());
        json.writeEndObject();
        json.writeNumberField("nil", path.nil());
        json.writeNumberField("empty", path.empty());
        json.writeNumberField("mixed", path.mixed());
        json.writeBooleanField("cut", path.cut());
        json.writeStringField("type", path.type());
        json.writeNumberField("values", path.values());
        json.writeNumberField("distinct", path.distinct() < 0 ? DistinctValues.MOST : path.distinct());
        json.writeBooleanField("distinctIsMore", path.distinct() < 0);
        json.writeNumberField("longest", path.longest());
        json.writeArrayFieldStart("examples");
        for (String example : path.examples()) {
            json.writeString(example);
        }
        json.writeEndArray();
        json.writeEndObject();
        for (PathProfile child : path.children()) {
            write(child);
        }
    }
}
