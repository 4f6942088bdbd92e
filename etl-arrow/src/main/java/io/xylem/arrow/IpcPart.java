package io.xylem.arrow;

/** A record batch as an Arrow IPC message in memory. What is inside is the business of {@link ArrowIpcSink}. */
public final class IpcPart {
    private final byte[] message;
    private final int metadataLength;
    private final long bodyLength;
    private final int rows;

    IpcPart(byte[] message, int metadataLength, long bodyLength, int rows) {
        this.message = message;
        this.metadataLength = metadataLength;
        this.bodyLength = bodyLength;
        this.rows = rows;
    }

    byte[] message() {
        return message;
    }

    int metadataLength() {
        return metadataLength;
    }

    long bodyLength() {
        return bodyLength;
    }

    int rows() {
        return rows;
    }
}
