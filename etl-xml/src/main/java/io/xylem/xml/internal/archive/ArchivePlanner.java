package io.xylem.xml.internal.archive;

import io.xylem.core.Archive;
import io.xylem.core.Document;
import io.xylem.core.PlanContext;
import io.xylem.core.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns what the plan must know of input files, and cuts them into splits. Used by one thread. */
public final class ArchivePlanner {
    private static final int COMPRESSED_WEIGHT = 8;
    private static final int BUFFER = 256 << 10;

    private final PlanContext context;
    private final Selection selection;
    private final List<Split<Document>> splits = new ArrayList<>();
    private final MessageDigest sha;
    private final byte[] buffer = new byte[BUFFER];

    /**
     * A planner without files.
     *
     * @param context says which files are wanted, and how large splits should be
     * @param selection which names are documents
     */
    public ArchivePlanner(PlanContext context, Selection selection) {
        this.context = context;
        this.selection = selection;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * The splits of all files so far.
     *
     * @return the splits, in order
     */
    public List<Split<Document>> splits() {
        return splits;
    }

    /**
     * Plans a file.
     *
     * @param input the file
     * @throws IOException if it cannot be read
     */
    public void add(InputFiles.Input input) throws IOException {
        if (!selection.mayHold(input.name())) {
            return;
        }
        try (FileChannel channel = FileChannel.open(input.path(), StandardOpenOption.READ)) {
            long size = channel.size();
            byte[] head = Channels.read(channel, 0, (int) Math.min(Format.HEAD, size));
            Format format = Format.of(head, head.length);
            ZipDirectory directory = mayBeZip(format, input.name()) ? directory(channel) : null;
            String digest = directory == null ? digest(channel) : digest(directory, size);
            if (!context.admit(new Archive(input.name(), size, digest))) {
                return;
            }
            if (directory == null) {
                boolean plain = !format.compressed() && !format.archive();
                long weight = plain ? size : size * COMPRESSED_WEIGHT;
                splits.add(new ArchiveSplit(input, size, null, true, size, Math.max(1, weight), selection));
            } else {
                cut(input, size, directory);
            }
        }
    }

    /** Whether a file is read by its zip directory, if it has one. */
    static boolean mayBeZip(Format format, String name) {
        return format == Format.ZIP || (format == Format.OTHER && Format.promised(name) == Format.ZIP);
    }

    private @Nullable ZipDirectory directory(SeekableByteChannel channel) throws IOException {
        try {
            return ZipDirectory.read(channel, context.limits());
        } catch (ArchiveException e) {
            return null;
        }
    }

    private void cut(InputFiles.Input input, long size, ZipDirectory directory) throws IOException {
        int before = splits.size();
        long[] told = {0};
        directory.cut(context.unitWeight(), (range, weight, stored) -> {
            told[0] += stored;
            splits.add(new ArchiveSplit(input, size, range, false, stored, weight, selection));
        });
        int at = splits.size() - 1;
        ArchiveSplit last = (ArchiveSplit) splits.get(at);
        long stored = Math.max(0, last.stored() + size - told[0]);
        splits.set(at, new ArchiveSplit(input, size, last.range(), at == before, stored, last.weight(), selection));
    }

    private String digest(ZipDirectory directory, long size) {
        directory.identify(sha);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
        return "zip-sha256:" + HexFormat.of().formatHex(sha.digest());
    }

    private String digest(FileChannel channel) throws IOException {
        channel.position(0);
        ByteBuffer bytes = ByteBuffer.wrap(buffer);
        while (channel.read(bytes.clear()) >= 0) {
            sha.update(bytes.flip());
        }
        return "sha256:" + HexFormat.of().formatHex(sha.digest());
    }
}
