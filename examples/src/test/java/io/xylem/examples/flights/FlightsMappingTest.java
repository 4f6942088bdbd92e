package io.xylem.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

final class FlightsMappingTest {
    private static final Set<String> NAMESPACE_ATTRIBUTES =
            Set.of("http://www.w3.org/2000/xmlns/", "http://www.w3.org/2001/XMLSchema-instance");

    private static ShredSchema schema() {
        return Mapping.fromYaml(Path.of("flights.yaml")).schema();
    }

    @Test
    void tableHas88ColumnsWithH3() {
        List<TableSchema> tables = H3Enricher.parse("lat,lon:5,7,9").build().tables(List.of(schema().stackedTable()));
        assertThat(tables).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("flight");
            assertThat(table.fields())
                    .hasSize(88)
                    .extracting(Field::name)
                    .doesNotHaveDuplicates()
                    .endsWith("h3_5", "h3_7", "h3_9");
        });
    }

    @Test
    void tableUsesEveryType() {
        Set<DataType> types =
                schema().stackedTable().fields().stream().map(Field::type).collect(Collectors.toSet());
        assertThat(types).contains(Primitive.values()).contains(new ListType(Primitive.STRING));
        assertThat(types).hasAtLeastOneElementOfType(DecimalType.class);
    }

    @Test
    void columnsReadAllThatDocumentsHoldButTheExtra() throws SAXException {
        Set<String> mapped = new TreeSet<>();
        schema().levels()
                .forEach(level -> level.columns().forEach(column -> mapped.add(withoutConditions(column.path()))));
        Set<String> found = new TreeSet<>();
        FlightMessages messages = FlightMessagesTest.messages(1, 2_000, 2, 0);
        for (int i = 0; i < 2_000; i++) {
            Node root = FlightMessagesTest.parse(messages.document(i)).getDocumentElement();
            collect(root, "/" + root.getNodeName(), found);
        }
        Set<String> conditions = Set.of(
                "/m:Envelope/f:flight/f:id/@scheme",
                "/m:Envelope/f:flight/f:departure/f:time/@kind",
                "/m:Envelope/f:flight/f:arrival/f:time/@kind");
        assertThat(found).containsAll(conditions).containsAll(mapped);
        found.removeAll(conditions);
        found.removeAll(mapped);
        assertThat(found).containsExactly("/m:Envelope/m:header/m:extra");
    }

    private static String withoutConditions(String path) {
        return path.replaceAll("\\[[^]]*]", "");
    }

    /** Adds the paths of all attributes, and of all elements with text of their own. */
    private static void collect(Node element, String path, Set<String> into) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (attribute.getNamespaceURI() == null || !NAMESPACE_ATTRIBUTES.contains(attribute.getNamespaceURI())) {
                into.add(path + "/@" + attribute.getNodeName());
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                collect(child, path + "/" + child.getNodeName(), into);
            } else if (child.getNodeType() != Node.COMMENT_NODE
                    && !child.getTextContent().isBlank()) {
                into.add(path);
            }
        }
    }
}
