package io.xylem.xml.internal.archive;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Reject;
import io.xylem.core.RejectCodes;
import io.xylem.core.TaskContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one split, whatever it is: entry by entry, archives inside archives included. Damage is reported to the
 * ledger where it is met; what can be read is read.
 */
final class ArchiveCursor implements Cursor<Document>, Document {
    private static final int BUFFER = 64 << 10;

    private enum Found {
        DOCUMENT,
        OTHER,
        ARCHIVE
    }

    private final ArchiveSplit split;
    private final String archive;
    private final Selection.Compiled selection;
    private final TaskContext context;
    private final Meter meter;
    private final EntryBuffer buffer;
    private final Inflaters inflaters = new Inflaters();
    private final LocalErrors errors = new LocalErrors();
    private final Deque<Layer> layers = new ArrayDeque<>();
    private @Nullable SeekableByteChannel file;
    private boolean opened;
    private String source;
    private long ordinal;
    /** What is wrong with the archive that has just been entered. */
    private @Nullable ArchiveException damage;

    ArchiveCursor(ArchiveSplit split, TaskContext context) {
        this.split = split;
        this.archive = split.input().name();
        this.source = archive;
        this.selection = split.selection().compile();
        this.context = context;
        this.meter = new Meter(context.limits());
        this.buffer = new EntryBuffer(context.limits());
    }

    @Override
    public boolean advance() throws IOException {
        if (!opened) {
            opened = true;
            context.checkCancelled();
            if (openFile()) {
                return true;
            }
        }
        while (!layers.isEmpty()) {
            context.checkCancelled();
            Layer layer = layers.element();
            if (next(layer) && entry(layer)) {
                return true;
            }
        }
        close();
        return false;
    }

    private boolean openFile() throws IOException {
        SeekableByteChannel channel =
                errors.watch(FileChannel.open(split.input().path(), StandardOpenOption.READ));
        file = channel;
        if (channel.size() != split.size()) {
            throw new IOException("the file " + split.input().path() + " had " + split.size()
                    + " bytes when the run was planned, and has " + channel.size()
                    + " now; run again when it is complete");
        }
        context.ledger().read(archive, split.stored());
        Found found;
        try {
            ZipRange range = split.range();
            if (range == null) {
                found = look(Channels.stream(channel), archive);
                ordinal = found == Found.ARCHIVE ? -1 : 0;
            } else {
                ordinal = range.first() - 1L;
                byte[] directory = Channels.read(channel, range.position(), range.length());
                push(new ZipLayer(archive, channel, directory, range, meter, inflaters), range.damage());
                found = Found.ARCHIVE;
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            errors.rethrow(e);
            failed(archive, e);
            return false;
        }
        return account(found);
    }

    /** Moves a layer on; a layer that ends or breaks is taken away. */
    private boolean next(Layer layer) throws IOException {
        buffer.clear();
        try {
            if (layer.next()) {
                return true;
            }
            pop(layer);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            errors.rethrow(e);
            pop(layer);
            ArchiveException reason = LibraryErrors.explain(e);
            if (reason.last()) {
                failed(archive, reason);
            } else if (!(layer instanceof ZipStreamLayer)) {
                refuse(layer.source(), reason);
            }
        }
        return false;
    }

    /** Looks at the current entry of a layer; returns whether it is a document. */
    private boolean entry(Layer layer) throws IOException {
        if (layers.size() == 1) {
            ordinal++;
            if (layer instanceof ZipLayer zip && split.range() != null) {
                meter.restart(ordinal, zip.before());
            }
        }
        String name = "";
        source = layer.source();
        Found found;
        try {
            meter.entry();
            name = layer.name();
            source = layer.source() + "!/" + name;
            if (!selection.mayHold(source)) {
                return false;
            }
            if (layer.regular()) {
                found = look(layer.content(), name);
            } else {
                found = Found.OTHER;
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            errors.rethrow(e);
            failed(name, e);
            return false;
        }
        return account(found);
    }

    /** Finds out what an entry or a file is, and reads it if it is a document. */
    private Found look(InputStream in, String path) throws IOException {
        Decompressed decompressed = null;
        InputStream content = in;
        String name = path;
        int unpacked = 0;
        try {
            while (true) {
                buffer.clear();
                Format format = buffer.sniff(content);
                if (format.compressed()) {
                    checkNesting(unpacked++);
                    decompressed = Decompressed.of(format, buffer.rewind(content), meter, inflaters);
                    content = decompressed;
                    name = Format.uncompressed(name);
                    continue;
                }
                boolean tar = format == Format.TAR || (Format.promised(name) == Format.TAR && emptyTar());
                boolean archived = tar || format == Format.SEVEN_Z || ArchivePlanner.mayBeZip(format, name);
                if (!archived) {
                    return document(format, content, path, name);
                }
                checkNesting(layers.size() - 1);
                if (tar && layers.isEmpty() && unpacked < 2) {
                    enterTarFile(content, decompressed);
                } else {
                    enter(tar ? Format.TAR : format, content, decompressed);
                }
                return Found.ARCHIVE;
            }
        } finally {
            if (decompressed != null) {
                decompressed.close();
            }
        }
    }

    /** Enters a tar file that is an input itself: it need not be held, as it can be read again. */
    private void enterTarFile(InputStream content, @Nullable Decompressed decompressed) throws IOException {
        if (decompressed == null) {
            push(new TarLayer(source, new BufferedInputStream(buffer.rewind(content), BUFFER)), null);
            return;
        }
        Spool spool = new Spool(buffer.rewind(content), decompressed, errors);
        InputStream tar;
        if (spool.hold(0)) {
            tar = new Believed(Channels.stream(spool.content()), Long.MAX_VALUE, spool.failure(), spool);
        } else {
            spool.close();
            while (spool.read() >= 0) {
                context.checkCancelled();
            }
            long believed = spool.believed();
            meter.restart(0, 0);
            InputStream again = Decompressed.of(decompressed.format(), Channels.stream(opened()), meter, inflaters);
            tar = new Believed(again, believed, spool.failure(), again);
        }
        push(new TarLayer(source, new BufferedInputStream(tar, BUFFER)), null);
    }

    private void checkNesting(int around) throws ArchiveException {
        if (around >= context.limits().nesting()) {
            throw new ArchiveException(
                    RejectCodes.NESTING,
                    "archives are nested deeper than " + context.limits().nesting()
                            + "; raise the limit 'nesting' if that is right");
        }
    }

    /** An archive without entries is nothing but its end mark. */
    private boolean emptyTar() {
        return buffer.length() >= Format.HEAD && buffer.zero();
    }

    private Found document(Format format, InputStream content, String path, String name) throws IOException {
        if (format == Format.XML || Format.named(name)) {
            if (!selection.takes(source, path)) {
                return Found.OTHER;
            }
            buffer.fill(content);
            return Found.DOCUMENT;
        }
        Format promised = Format.promised(name);
        if (promised != null) {
            if (!layers.isEmpty() || content instanceof Decompressed) {
                buffer.drain(content);
            }
            throw none(promised);
        }
        return Found.OTHER;
    }

    private ArchiveException none(Format promised) {
        return promised.mayBegin(buffer.bytes(), buffer.length())
                ? ArchiveException.truncated("it is named like an archive but ends in its first bytes")
                : ArchiveException.unsupported(
                        "it is named like an archive but is none that is known; correct its name, or fetch it again");
    }

    /** Enters an archive: the input itself if it can be read at any place, else after it has been read to its end. */
    private void enter(Format format, InputStream content, @Nullable Decompressed decompressed) throws IOException {
        if (layers.isEmpty() && decompressed == null) {
            enter(format, opened(), null);
            return;
        }
        Spool spool = new Spool(buffer.rewind(content), decompressed, errors);
        boolean entered = false;
        try {
            spool.spill(layers.size());
            enter(format, spool.content(), spool.failure());
            entered = true;
        } finally {
            if (!entered) {
                spool.close();
            }
        }
    }

    private void enter(Format format, SeekableByteChannel channel, @Nullable ArchiveException missing)
            throws IOException {
        if (format == Format.TAR) {
            InputStream in = new Believed(Channels.stream(channel), Long.MAX_VALUE, missing, channel);
            push(new TarLayer(source, new BufferedInputStream(in, BUFFER)), null);
        } else if (format == Format.SEVEN_Z) {
            ArchiveException behind = SevenZLayer.trailing(channel);
            push(new SevenZLayer(source, channel, meter), missing == null ? behind : missing);
        } else {
            enterZip(format, channel, missing);
        }
    }

    private void enterZip(Format format, SeekableByteChannel channel, @Nullable ArchiveException missing)
            throws IOException {
        ZipDirectory directory;
        try {
            directory = ZipDirectory.read(channel, context.limits());
        } catch (ArchiveException e) {
            if (format != Format.ZIP) {
                throw missing == null ? none(Format.ZIP) : missing;
            }
            InputStream in = new Believed(Channels.stream(channel), Long.MAX_VALUE, null, channel);
            Layer layer = new ZipStreamLayer(source, new BufferedInputStream(in, BUFFER), meter);
            push(layer, missing == null ? e : missing);
            return;
        }
        ZipRange range = directory.whole();
        Layer layer = new ZipLayer(source, channel, directory.bytes(), range, meter, inflaters);
        push(layer, missing == null ? range.damage() : missing);
    }

    private SeekableByteChannel opened() {
        return Objects.requireNonNull(file, "the file is open");
    }

    private void push(Layer layer, @Nullable ArchiveException found) {
        layers.push(layer);
        damage = found;
    }

    private void pop(Layer layer) throws IOException {
        layers.remove(layer);
        try {
            layer.close();
        } catch (IOException | RuntimeException e) {
            errors.rethrow(e);
        }
    }

    /** Counts what has been found; returns whether it is a document. */
    private boolean account(Found found) {
        if (found == Found.ARCHIVE) {
            ArchiveException whole = damage;
            if (whole != null) {
                damage = null;
                buffer.clear();
                refuse(layers.element().source(), whole);
            }
            return false;
        }
        if (!selection.wants(source)) {
            return false;
        }
        context.ledger().discovered(archive);
        if (found == Found.OTHER) {
            context.ledger().skipped(archive);
        }
        return found == Found.DOCUMENT;
    }

    /** An entry, or the file itself, cannot be read. */
    private void failed(String name, Throwable error) throws IOException {
        ArchiveException reason = LibraryErrors.explain(error);
        if (reason.last()) {
            source = outermost();
            buffer.clear();
        } else if (!named(name) && !selection.takes(source, name)) {
            account(Found.OTHER);
            return;
        }
        refuse(source, reason);
    }

    /**
     * Leaves what a limit of the outermost archive ends, and returns its name: all of it; of a zip file only the entry, as other
     * splits cannot know of it, and what is read must not depend on splits.
     */
    private String outermost() throws IOException {
        Layer outermost = split.range() == null ? null : layers.peekLast();
        while (!layers.isEmpty() && layers.element() != outermost) {
            pop(layers.element());
        }
        return outermost == null ? archive : archive + "!/" + outermost.name();
    }

    /** Whether a name is that of an archive, so that globs, which are about documents, say nothing about it. */
    private static boolean named(String name) {
        Format promised = Format.promised(Format.uncompressed(name));
        return promised != null && promised.archive();
    }

    /** Something goes to the quarantine: a document, or an archive that counts as one. */
    private void refuse(String name, ArchiveException reason) {
        if (!selection.wants(name)) {
            return;
        }
        byte[] content =
                buffer.length() == 0 ? null : buffer.head(context.limits().content());
        context.ledger().discovered(archive);
        context.ledger()
                .reject(new Reject(
                        name,
                        archive,
                        Math.max(0, ordinal),
                        -1,
                        reason.code(),
                        null,
                        String.valueOf(reason.getMessage()),
                        content));
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
        opened = true;
        while (!layers.isEmpty()) {
            pop(layers.element());
        }
        inflaters.end();
        SeekableByteChannel channel = file;
        if (channel != null) {
            channel.close();
        }
    }
}
