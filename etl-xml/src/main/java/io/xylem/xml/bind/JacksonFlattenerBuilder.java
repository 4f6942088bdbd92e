package io.xylem.xml.bind;

import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.xylem.core.MappingException;
import io.xylem.core.UsageException;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.ColumnBuilder;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.MappingBuilder;
import io.xylem.xml.validate.XsdValidation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link JacksonFlattener}, in the words of a mapping.
 *
 * @param <R> the class of records
 */
public final class JacksonFlattenerBuilder<R> {
    private final Class<R> type;
    private final MappingBuilder mapping = Mapping.builder().badValue(BadValue.REJECT);
    private @Nullable XsdValidation validation;
    private MapperFactory mappers = JacksonFlattenerBuilder::mapper;

    JacksonFlattenerBuilder(Class<R> type) {
        this.type = type;
    }

    private static XmlMapper mapper() {
        return XmlMapper.builder(new XmlFactory(new InputFactoryImpl(), new WstxOutputFactory()))
                .addModule(new JavaTimeModule())
                .defaultUseWrapper(false)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /**
     * Declares a prefix for {@link #record}. {@code xml} is declared already.
     *
     * @param prefix the prefix
     * @param uri the namespace
     * @return this
     */
    public JacksonFlattenerBuilder<R> namespace(String prefix, String uri) {
        mapping.namespace(prefix, uri);
        return this;
    }

    /**
     * Which elements are records. By default the document element.
     *
     * @param path an absolute path, as in a mapping
     * @return this
     */
    public JacksonFlattenerBuilder<R> record(String path) {
        mapping.record(path);
        return this;
    }

    /**
     * Names the table. By default it is named like the record's element.
     *
     * @param name the name
     * @return this
     */
    public JacksonFlattenerBuilder<R> name(String name) {
        mapping.name(name);
        return this;
    }

    /**
     * What happens to documents with a DOCTYPE. By default {@link Doctype#REJECT}.
     *
     * @param policy the policy
     * @return this
     */
    public JacksonFlattenerBuilder<R> doctype(Doctype policy) {
        mapping.doctype(policy);
        return this;
    }

    /**
     * Refuses documents that are not valid against a schema. By default, there is none.
     *
     * @param schema the schema
     * @return this
     */
    public JacksonFlattenerBuilder<R> validate(XsdValidation schema) {
        mapping.validate(schema);
        validation = schema;
        return this;
    }

    /**
     * Adds a column.
     *
     * @param name its name
     * @param type its type, as in a mapping; not {@code xml}
     * @return this
     */
    public JacksonFlattenerBuilder<R> column(String name, String type) {
        return column(name, type, column -> {});
    }

    /**
     * Adds a column.
     *
     * @param name its name
     * @param type its type, as in a mapping; not {@code xml}
     * @param more says more about it, as in a mapping; not {@code onlyFirst}, {@code split}, {@code format}: values are given,
     *     not found
     * @return this
     */
    public JacksonFlattenerBuilder<R> column(String name, String type, Consumer<? super ColumnBuilder> more) {
        mapping.column(name, ".", type, more);
        return this;
    }

    /**
     * Replaces Jackson's mapper. The default one knows {@code java.time}, takes repeated elements for lists without a wrapper
     * around them, and ignores what the class has no property for.
     *
     * @param factory makes mappers
     * @return this
     */
    public JacksonFlattenerBuilder<R> mapper(MapperFactory factory) {
        mappers = factory;
        return this;
    }

    /**
     * Checks everything that was said.
     *
     * @param rows makes rows of a record
     * @return the flattener
     * @throws MappingException if a prefix, the record or a column is wrong, with all that is
     * @throws UsageException if a column says something that only a mapping can, or the schema cannot be compiled
     */
    public JacksonFlattener<R> rows(RowFunction<? super R> rows) {
        Mapping checked = mapping.build();
        if (checked.record().path().steps().size() > RecordPath.MAX_STEPS) {
            throw new UsageException(
                    "record: the path has more than " + RecordPath.MAX_STEPS + " steps; shorten it with //");
        }
        for (Column column : checked.record().columns()) {
            if (column.xml()
                    || column.onlyFirst()
                    || column.rules().split() != null
                    || column.rules().format() != null) {
                throw new UsageException(
                        "column " + column.name() + ": the type xml, onlyFirst, split and format are for"
                                + " mappings; give the value that you want from the function");
            }
        }
        String fingerprint = checked.fingerprint();
        String version = validation == null ? fingerprint : fingerprint + "+" + validation.compile();
        return new JacksonFlattener<>(type, checked, mappers, rows, version);
    }
}
