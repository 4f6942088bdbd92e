package io.xylem.xml.bind;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import io.xylem.core.UsageException;
import io.xylem.core.XylemException;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.internal.scan.CheckedReader;
import io.xylem.xml.internal.scan.DocumentTaker;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import io.xylem.xml.validate.internal.DocumentValidator;
import java.io.IOException;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds the records of documents and puts the rows that a function makes of them into shreds. */
final class RecordTaker<R> implements DocumentTaker {
    private static final Logger LOG = LoggerFactory.getLogger(RecordTaker.class);

    private final JacksonFlattener<R> recipe;
    private final Limits limits;
    private final Shreds shreds;
    private final XmlMapper mapper;
    private final CheckedReader documents;
    private final @Nullable DocumentValidator validator;
    private final RecordPath path;
    private final RowWriter rows;
    /** The record's path in messages. */
    private final String shown;
    /** Where the record begins. */
    private int place;

    RecordTaker(JacksonFlattener<R> recipe, Limits limits, Shreds shreds) {
        Mapping mapping = recipe.mapping;
        this.recipe = recipe;
        this.limits = limits;
        this.shreds = shreds;
        this.mapper = recipe.mappers.create();
        // What a document may have is decided by the limits, before Jackson sees it.
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(bound(2 * limits.depth() + 2))
                        .maxStringLength(bound(limits.document()))
                        .maxNameLength(bound(limits.name()))
                        .build());
        this.documents = new CheckedReader(limits, mapping.doctype(), mapping::displayName);
        XsdValidation validation = mapping.validation();
        this.validator = validation == null ? null : new DocumentValidator(validation, mapping::displayName);
        this.path = new RecordPath(mapping.record().path().steps());
        this.shown = mapping.schema().levels().get(0).path();
        this.rows = new RowWriter(shreds, shown, () -> documents.offset(place));
    }

    private static int bound(long limit) {
        return (int) Math.min(Integer.MAX_VALUE, limit);
    }

    @Override
    public void take(Document document) {
        long deadline = System.nanoTime() + limits.seconds() * 1_000_000_000L;
        XMLStreamReader2 reader = null;
        shreds.beginDocument(document);
        try {
            reader = documents.open(document, deadline);
            if (validator != null) {
                validator.check(document, deadline);
            }
            records(reader, document);
            shreds.endDocument();
        } catch (XMLStreamException e) {
            shreds.discardDocument();
            throw documents.unreadable(null, e);
        } catch (XylemException | Error e) {
            shreds.discardDocument();
            throw e;
        } catch (RuntimeException e) {
            shreds.discardDocument();
            LOG.warn("a parser failed; its document is refused", e);
            throw documents.unreadable(shown, e);
        } finally {
            close(reader);
        }
    }

    private void records(XMLStreamReader2 reader, Document document) throws XMLStreamException {
        path.reset();
        int record = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (path.start(reader)) {
                    place = documents.place(reader);
                    rows.begin(record);
                    make(bind(reader), record++, document);
                    path.end();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.end();
            }
        }
    }

    private R bind(XMLStreamReader2 reader) throws XMLStreamException {
        RecordStream stream = new RecordStream(reader);
        R bound;
        try {
            bound = mapper.readValue(stream, recipe.type);
        } catch (InvalidDefinitionException e) {
            throw new UsageException("Jackson cannot bind " + recipe.type.getName() + ": " + e.getOriginalMessage(), e);
        } catch (JsonMappingException e) {
            throw new DocumentException(
                    RejectCodes.BAD_VALUE,
                    e.getPath().stream()
                            .filter(reference -> reference.getFieldName() != null)
                            .map(reference -> "/" + reference.getFieldName())
                            .collect(Collectors.joining("", shown, "")),
                    documents.offset(place),
                    reason(e));
        } catch (IOException e) {
            throw documents.unreadable(shown, e);
        }
        stream.finish();
        if (bound == null) {
            throw new DocumentException(
                    RejectCodes.BAD_VALUE,
                    shown,
                    documents.offset(place),
                    "the record is nil; there is no " + recipe.type.getSimpleName() + " to make rows of");
        }
        return bound;
    }

    /** Jackson's own messages quote the document. */
    private String reason(JsonMappingException e) {
        String what;
        if (e instanceof InvalidFormatException format) {
            what = "the value does not fit " + format.getTargetType().getSimpleName();
        } else if (e instanceof UnrecognizedPropertyException unknown) {
            what = unknown.getReferringClass().getSimpleName() + " has no such property";
        } else if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            what = "what stands there does not fit " + mismatch.getTargetType().getSimpleName();
        } else {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            what = "it is refused with " + cause.getClass().getSimpleName();
        }
        return "the record cannot be bound to " + recipe.type.getSimpleName() + ": " + what
                + "; correct the document or the class";
    }

    private void make(R bound, int record, Document document) {
        try {
            recipe.rows.rows(bound, rows);
        } catch (DocumentException e) {
            throw e;
        } catch (XylemException e) {
            throw new UsageException(where(record, document) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new UsageException(
                    where(record, document) + " threw " + e
                            + "; mend it, or let it throw rows.refusal(...) for data that it cannot use",
                    e);
        }
    }

    private String where(int record, Document document) {
        return "the function that makes rows of " + recipe.type.getSimpleName() + ", at record " + record + " of "
                + document.source();
    }

    private static void close(@Nullable XMLStreamReader2 reader) {
        if (reader != null) {
            try {
                reader.closeCompletely();
            } catch (XMLStreamException e) {
                // Input in memory has nothing to close.
            }
        }
    }
}
