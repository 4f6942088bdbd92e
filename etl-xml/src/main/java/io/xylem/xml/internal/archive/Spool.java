package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Makes a stream seekable, as nested zip and 7z files need: in memory if it is small, else in a temporary file. */
final class Spool {
    private static final int IN_MEMORY = 8 << 20;

    private Spool() {}

    static SeekableByteChannel of(InputStream in, Limits limits) throws IOException {
        byte[] head = in.readNBytes(IN_MEMORY);
        if (head.length < IN_MEMORY) {
            return new SeekableInMemoryByteChannel(head);
        }
        Path file = Files.createTempFile("xylem-", ".spool");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                channel.write(ByteBuffer.wrap(head));
                copy(in, Channels.newOutputStream(channel), limits.archive());
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = most;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw ArchiveException.limit(
                        "ARCHIVE", "an archive inside holds more than " + most + " bytes", "archive");
            }
            out.write(buffer, 0, read);
        }
    }
}
