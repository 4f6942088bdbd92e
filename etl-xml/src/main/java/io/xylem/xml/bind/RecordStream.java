package io.xylem.xml.bind;

import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/** A parser at the start tag of an element, for a reader that shall see nothing behind its end. */
final class RecordStream extends StreamReader2Delegate {
    private final XMLStreamReader2 reader;
    private int depth = 1;

    RecordStream(XMLStreamReader2 reader) {
        super(reader);
        this.reader = reader;
    }

    @Override
    public int next() throws XMLStreamException {
        if (depth == 0) {
            return END_DOCUMENT;
        }
        int event = reader.next();
        if (event == START_ELEMENT) {
            depth++;
        } else if (event == END_ELEMENT) {
            depth--;
        }
        return event;
    }

    @Override
    public boolean hasNext() {
        return depth > 0;
    }

    /** The document's parser stays open. */
    @Override
    public void close() {}

    @Override
    public void closeCompletely() {}

    /** Moves to the element's end tag, if the reader has not. */
    void finish() throws XMLStreamException {
        while (depth > 0) {
            next();
        }
    }
}
