package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.internal.scan.ShredWorkers;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import java.io.IOException;
import java.io.ObjectInputStream;

/**
 * Takes XML documents apart by a mapping. Documents that are not well-formed, or go beyond a limit, are refused one at a time.
 *
 * <p>Keeps what it has learnt of documents from task to task, a few MB for each task that ran at the same time.
 */
public final class XmlShredder implements Shredder<Document> {
    private static final long serialVersionUID = 1L;

    private final Mapping mapping;
    private final String version;
    private transient ShredWorkers workers;

    private XmlShredder(Mapping mapping, String version) {
        this.mapping = mapping;
        this.version = version;
        this.workers = new ShredWorkers(mapping);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        workers = new ShredWorkers(mapping);
    }

    /**
     * A shredder.
     *
     * @param mapping what is wanted of the documents
     * @return the shredder
     * @throws io.xylem.core.UsageException if the mapping has a schema that cannot be compiled, with file, line and column
     */
    public static XmlShredder of(Mapping mapping) {
        XsdValidation validation = mapping.validation();
        String fingerprint = mapping.fingerprint();
        return new XmlShredder(mapping, validation == null ? fingerprint : fingerprint + "+" + validation.compile());
    }

    /**
     * What is wanted of the documents.
     *
     * @return the mapping
     */
    public Mapping mapping() {
        return mapping;
    }

    /** The mapping's fingerprint; if it has a schema, also the digest of the schema's files: {@code fingerprint+digest}. */
    @Override
    public String version() {
        return version;
    }

    @Override
    public ShredSchema schema() {
        return mapping.schema();
    }

    @Override
    public Cursor<Shreds> flatten(Cursor<? extends Document> in, TaskContext context) {
        return new MatchCounter(workers.open(in, context), mapping.schema(), context.ledger());
    }
}
