package io.xylem.xml.internal.archive;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Reject;
import io.xylem.core.RejectCodes;
import io.xylem.core.TaskContext;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one input file, whatever it is: entry by entry, archives inside archives included. Damage is reported to the
 * ledger where it is met; what can be read is read.
 */
public final class ArchiveCursor implements Cursor<Document>, Document {
    private final String archive;
    private final Path path;
    private final int from;
    private final int to;
    private final Selection.Compiled selection;
    private final TaskContext context;
    private final Meter meter;
    private final Deque<Layer> layers = new ArrayDeque<>();
    private final EntryBuffer buffer = new EntryBuffer();
    private boolean opened;
    private String source = "";
    private long ordinal;

    /**
     * A cursor over a file, or over a range of the entries of a zip file.
     *
     * @param archive the file's name in {@code _source}
     * @param path where it is
     * @param from the first entry, by the directory
     * @param to behind the last entry; -1 for all
     * @param selection which names are documents
     * @param context the task
     */
    public ArchiveCursor(String archive, Path path, int from, int to, Selection selection, TaskContext context) {
        this.archive = archive;
        this.path = path;
        this.from = from;
        this.to = to;
        this.selection = selection.compile();
        this.context = context;
        this.meter = new Meter(context.limits());
        this.ordinal = from - 1L;
    }

    @Override
    public boolean advance() throws IOException {
        if (!opened) {
            opened = true;
            if (openFile()) {
                return true;
            }
        }
        while (!layers.isEmpty()) {
            context.checkCancelled();
            Layer layer = layers.peek();
            if (next(layer) && entry(layer)) {
                return true;
            }
        }
        return false;
    }

    private boolean openFile() throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean kept = false;
        try {
            byte[] head = ZipDirectory.read(channel, 0, (int) Math.min(Format.HEAD, channel.size()))
                    .array();
            channel.position(0);
            Format format = Format.of(head, head.length);
            if (format == Format.ZIP || (format == Format.OTHER && Format.promised(archive) == Format.ZIP)) {
                kept = true;
                openZip(channel);
                return false;
            }
            context.ledger().read(archive, channel.size());
            kept = true;
            InputStream in = new Streams.Consumed(Channels.newInputStream(channel), meter);
            return enter(format, Streams.buffered(in), archive, archive, true);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            layers.clear();
            channel.close();
            damaged(archive, e);
            return false;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private void openZip(FileChannel channel) throws IOException {
        ZipDirectory directory;
        try {
            directory = ZipDirectory.read(channel, context.limits());
        } catch (ArchiveException e) {
            damaged(archive, e);
            channel.position(0);
            context.ledger().read(archive, channel.size());
            layers.push(new ZipStreamLayer(archive, Streams.buffered(Channels.newInputStream(channel)), meter));
            return;
        }
        if (from == 0 && directory.trailing > 0) {
            damaged(
                    archive,
                    new ArchiveException(
                            RejectCodes.TRAILING_DATA,
                            directory.trailing + " bytes stand behind the end of the zip file"));
        }
        int end = to < 0 ? directory.entries.size() : to;
        long stored = 0;
        for (int i = from; i < end; i++) {
            stored += directory.entries.get(i).compressed();
        }
        context.ledger().read(archive, stored);
        layers.push(new ZipLayer(archive, channel, directory, from, end, meter));
    }

    /** Moves a layer on; a layer that ends or breaks is taken away. */
    private boolean next(Layer layer) throws IOException {
        boolean there = false;
        try {
            there = layer.next();
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (!(layer instanceof ZipStreamLayer)) {
                damaged(layer.source(), e);
            }
        }
        if (!there) {
            layers.pop();
            layer.close();
        }
        return there;
    }

    /** Looks at the current entry of a layer; returns whether it is a document. */
    private boolean entry(Layer layer) throws IOException {
        ordinal++;
        source = layer.source() + "!/" + layer.name();
        buffer.clear();
        boolean inside = false;
        try {
            Format format = layer.read(buffer);
            inside = true;
            if (format.compressed() && unwanted(layer.name())) {
                context.ledger().discovered(archive);
                context.ledger().skipped(archive);
                return false;
            }
            if (format != Format.XML && format != Format.OTHER) {
                if (layers.size() > context.limits().nesting()) {
                    throw new ArchiveException(
                            RejectCodes.NESTING,
                            "archives are nested deeper than "
                                    + context.limits().nesting() + "; raise the limit 'nesting' if that is right");
                }
                return enter(format, layer.open(), source, layer.name(), false);
            }
            return document(format, layer.name());
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            context.ledger().discovered(archive);
            reject(source, e);
            if (!inside && breaks(layer, e)) {
                layers.pop();
                layer.close();
                if (!(layer instanceof ZipStreamLayer)) {
                    damaged(layer.source(), e);
                }
            }
            return false;
        }
    }

    /** Whether a compressed entry is a single file, by its name, and the globs leave it out. */
    private boolean unwanted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean archived = lower.matches(".*\\.(tar\\.[^./]+|tgz|tbz2?|txz|tzst)");
        return !archived
                && !selection.takes(source, name)
                && !selection.takes(withoutSuffix(source), withoutSuffix(name));
    }

    /** Whether an archive cannot be read on after an error in one of its entries. */
    private static boolean breaks(Layer layer, Throwable error) {
        if (error instanceof ArchiveException e) {
            return e.code().equals("LIMIT_ARCHIVE")
                    || e.code().equals("LIMIT_ENTRIES")
                    || (e.code().equals(RejectCodes.RATIO) && !(layer instanceof ZipLayer))
                    || (e.code().equals(RejectCodes.TRUNCATED) && !(layer instanceof ZipLayer));
        }
        return !(layer instanceof ZipLayer);
    }

    /** Goes into something that is not a plain document; returns whether there is a document at once. */
    private boolean enter(Format format, BufferedInputStream in, String name, String inner, boolean top)
            throws IOException {
        Format inside = format;
        BufferedInputStream content = in;
        boolean compressed = false;
        while (inside.compressed()) {
            content = Streams.decompress(inside, content, meter);
            inside = Streams.format(content);
            if (compressed && inside.compressed()) {
                throw new ArchiveException(RejectCodes.NESTING, "the content is compressed more than twice");
            }
            compressed = true;
        }
        switch (inside) {
            case TAR -> layers.push(new TarLayer(name, content, meter));
            case ZIP -> {
                SeekableByteChannel channel = Spool.of(content, context.limits());
                ZipDirectory directory = ZipDirectory.read(channel, context.limits());
                layers.push(new ZipLayer(name, channel, directory, 0, directory.entries.size(), meter));
            }
            case SEVEN_Z -> layers.push(new SevenZLayer(name, Spool.of(content, context.limits()), meter));
            default -> {
                if (top) {
                    ordinal++;
                }
                source = name;
                buffer.clear();
                if (inside == Format.OTHER && top && Format.promised(inner) != null && !compressed) {
                    throw ArchiveException.unsupported("the file is named like an archive but is none");
                }
                try (InputStream closing = content) {
                    buffer.fill(closing, context.limits());
                }
                return document(inside, compressed ? withoutSuffix(inner) : inner);
            }
        }
        return false;
    }

    private static String withoutSuffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private boolean document(Format format, String name) {
        context.ledger().discovered(archive);
        boolean taken = (format == Format.XML || Format.named(name)) && selection.takes(source, name);
        if (!taken) {
            context.ledger().skipped(archive);
        }
        return taken;
    }

    /** The archive as a whole, or one inside it, is damaged: it counts as one quarantined document. */
    private void damaged(String name, Throwable error) {
        context.ledger().discovered(archive);
        buffer.clear();
        reject(name, error);
    }

    private void reject(String name, Throwable error) {
        byte[] content =
                buffer.length() == 0 ? null : buffer.head(context.limits().content());
        context.ledger()
                .reject(new Reject(
                        name, archive, Math.max(0, ordinal), -1, code(error), null, message(error), content));
    }

    private static String code(Throwable error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (error instanceof ArchiveException e) {
            return e.code();
        } else if (error instanceof MemoryLimitException
                || error instanceof org.tukaani.xz.MemoryLimitException
                || error instanceof OutOfMemoryError
                || message.contains("too much memory")) {
            return "LIMIT_WINDOW";
        } else if (error instanceof PasswordRequiredException) {
            return RejectCodes.ENCRYPTED;
        } else if (error instanceof EOFException
                || message.contains("truncated")
                || message.contains("unexpected end")) {
            return RejectCodes.TRUNCATED;
        } else if (message.contains("garbage after")) {
            return RejectCodes.TRAILING_DATA;
        } else if (message.contains("crc") || message.contains("checksum") || message.contains("corrupt")) {
            return RejectCodes.CRC;
        }
        return RejectCodes.UNSUPPORTED;
    }

    private static @Nullable String text(Throwable error) {
        return error instanceof ArchiveException ? error.getMessage() : null;
    }

    private static String message(Throwable error) {
        String own = text(error);
        return own != null
                ? own
                : "the archive cannot be read here (" + error.getClass().getSimpleName()
                        + "); it is damaged or of an unknown kind; fetch it again";
    }

    @Override
    public Document current() {
        return this;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String archive() {
        return archive;
    }

    @Override
    public long ordinal() {
        return ordinal;
    }

    @Override
    public byte[] buffer() {
        return buffer.bytes();
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public void close() throws IOException {
        while (!layers.isEmpty()) {
            layers.pop().close();
        }
    }
}
