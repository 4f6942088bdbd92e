package io.xylem.xml.internal.archive;

import io.xylem.core.Archive;
import io.xylem.core.PlanContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Learns what the plan must know of an input file. */
public final class ArchivePlanner {
    private static final int COMPRESSED_WEIGHT = 8;

    /** Takes the parts that a file is cut into. */
    public interface Parts {
        /**
         * Takes a part.
         *
         * @param from the first entry
         * @param to behind the last entry; -1 for all
         * @param weight the expected uncompressed bytes
         */
        void add(int from, int to, long weight);
    }

    private ArchivePlanner() {}

    /**
     * Plans a file.
     *
     * @param input the file
     * @param context says whether it is wanted, and how large parts should be
     * @param parts takes the parts, if it is
     * @throws IOException if the file cannot be read
     */
    public static void plan(InputFiles.Input input, PlanContext context, Parts parts) throws IOException {
        try (FileChannel channel = FileChannel.open(input.path(), StandardOpenOption.READ)) {
            byte[] head = ZipDirectory.read(channel, 0, (int) Math.min(Format.HEAD, channel.size()))
                    .array();
            Format format = Format.of(head, head.length);
            ZipDirectory directory = format == Format.ZIP ? directory(channel, context) : null;
            String digest = directory == null ? digest(channel) : digest(directory.identity);
            if (!context.admit(new Archive(input.name(), channel.size(), digest))) {
                return;
            }
            if (directory == null) {
                long weight = format == Format.XML ? channel.size() : channel.size() * COMPRESSED_WEIGHT;
                parts.add(0, -1, Math.max(1, weight));
            } else {
                cut(directory, context.unitWeight(), parts);
            }
        }
    }

    private static @Nullable ZipDirectory directory(FileChannel channel, PlanContext context) throws IOException {
        try {
            return ZipDirectory.read(channel, context.limits());
        } catch (ArchiveException e) {
            return null;
        }
    }

    private static void cut(ZipDirectory directory, long unit, Parts parts) {
        int from = 0;
        long weight = 0;
        int count = directory.entries.size();
        for (int i = 0; i < count; i++) {
            long size = Math.max(1, directory.entries.get(i).size());
            if (weight > 0 && size > unit - weight) {
                parts.add(from, i, weight);
                from = i;
                weight = 0;
            }
            weight = Math.min(Long.MAX_VALUE / 4, weight + size);
        }
        parts.add(from, count, Math.max(1, weight));
    }

    private static String digest(byte[] bytes) {
        return "zip-sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static String digest(FileChannel channel) throws IOException {
        MessageDigest sha = sha256();
        channel.position(0);
        InputStream in = Channels.newInputStream(channel);
        byte[] buffer = new byte[256 << 10];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha.update(ByteBuffer.wrap(buffer, 0, read));
        }
        return "sha256:" + HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
