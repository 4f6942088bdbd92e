package io.xylem.xml.internal.scan;

import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A document as valid UTF-8 behind its XML declaration, all of it characters that XML allows. Finds the encoding as appendix F
 * of XML 1.0 describes, checks the declaration and the bytes. The bytes are the document's own where no decoding was needed.
 */
final class Entity {
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    /** Nothing. */
    static final Entity NONE = new Entity(new byte[0], 0, 0, 0, null);

    private final byte[] bytes;
    private final int start;
    private final int end;
    /** Where the document begins in {@link #bytes}. */
    private final int origin;
    /** What the document was decoded from; null if it was not. */
    private final @Nullable Charset charset;

    private Entity(byte[] bytes, int origin, int start, int end, @Nullable Charset charset) {
        this.bytes = bytes;
        this.origin = origin;
        this.start = start;
        this.end = end;
        this.charset = charset;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The index behind the XML declaration. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether the bytes are not the document's own. */
    boolean decoded() {
        return charset != null;
    }

    /** The place in the document as it was given that an index stands for. */
    long offset(int index) {
        if (charset == null) {
            return (long) index - origin;
        }
        return Utf8.string(bytes, origin, index).getBytes(charset).length;
    }

    /**
     * Reads the beginning of a document and checks all its bytes.
     *
     * @throws DocumentException if its encoding or its characters are wrong
     */
    static Entity of(byte[] bytes, int offset, int length) {
        int end = offset + length;
        Charset marked = mark(bytes, offset, length);
        if (marked != null && !marked.equals(StandardCharsets.UTF_8)) {
            return wide(bytes, offset, end, marked);
        }
        int from = marked == null ? offset : offset + 3;
        Declaration declaration = Declaration.parse(bytes, from, end, offset);
        Charset declared = declaration.encoding == null ? StandardCharsets.UTF_8 : charset(declaration.encoding);
        if (declared.equals(StandardCharsets.UTF_8)) {
            Entity entity = new Entity(bytes, offset, declaration.end, end, null);
            entity.check(from);
            return entity;
        }
        if (marked != null) {
            throw Refusals.encoding(0, "the document starts with the mark of UTF-8 but declares " + declared);
        }
        if (!contains(declared, bytes, from, declaration.end)) {
            throw Refusals.encoding(
                    0, "the document declares " + declared + " but its declaration is not written in that");
        }
        byte[] decoded = decode(bytes, offset, end, declared);
        Entity entity = new Entity(decoded, 0, declaration.end - offset, decoded.length, declared);
        entity.check(0);
        return entity;
    }

    private static Entity wide(byte[] bytes, int offset, int end, Charset charset) {
        byte[] decoded = decode(bytes, offset, end, charset);
        boolean mark = decoded.length >= 3
                && decoded[0] == (byte) 0xef
                && decoded[1] == (byte) 0xbb
                && decoded[2] == (byte) 0xbf;
        int from = mark ? 3 : 0;
        Declaration declaration = Declaration.parse(decoded, from, decoded.length, 0);
        if (declaration.encoding != null) {
            String family = charset.name().substring(0, 6);
            String declared = declaration.encoding.toUpperCase(Locale.ROOT);
            if (!declared.equals(family)
                    && !declared.equals(charset.name())
                    && !declared.equals("ISO-10646-UCS-" + (family.equals("UTF-16") ? "2" : "4"))) {
                throw Refusals.encoding(0, "the document is written in " + charset + " but declares another encoding");
            }
        }
        Entity entity = new Entity(decoded, 0, declaration.end, decoded.length, charset);
        entity.check(from);
        return entity;
    }

    private void check(int from) {
        int illegal = Utf8.firstIllegal(bytes, from, end);
        if (illegal < 0) {
            return;
        }
        if (Utf8.valid(bytes, illegal, end)) {
            throw Refusals.malformed(null, offset(illegal), "there is a character that XML does not allow");
        }
        throw new DocumentException(
                RejectCodes.INVALID_UTF8,
                null,
                offset(illegal),
                "byte " + offset(illegal) + " is not valid UTF-8; declare the encoding that the document has");
    }

    /** What the first bytes tell, by a byte order mark or by how {@code <?} is written; null if nothing. */
    private static @Nullable Charset mark(byte[] b, int at, int length) {
        int first = 0;
        for (int i = 0; i < 4; i++) {
            first = first << 8 | (i < length ? b[at + i] & 0xff : 0xff);
        }
        if (first >>> 8 == 0xefbbbf) {
            return StandardCharsets.UTF_8;
        }
        return switch (first) {
            case 0x0000feff, 0x0000003c -> UTF_32BE;
            case 0xfffe0000, 0x3c000000 -> UTF_32LE;
            case 0x003c003f -> StandardCharsets.UTF_16BE;
            case 0x3c003f00 -> StandardCharsets.UTF_16LE;
            case 0x4c6fa794 -> throw Refusals.encoding(0, "EBCDIC is not supported; convert the document to UTF-8");
            default ->
                first >>> 16 == 0xfeff
                        ? StandardCharsets.UTF_16BE
                        : first >>> 16 == 0xfffe ? StandardCharsets.UTF_16LE : null;
        };
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw Refusals.encoding(0, "the declared encoding is unknown; convert the document to UTF-8");
        }
    }

    /** Whether bytes mean the same in a charset as in ASCII. */
    private static boolean contains(Charset charset, byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, charset)
                .equals(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    private static byte[] decode(byte[] bytes, int from, int to, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer chars = CharBuffer.allocate((int) ((to - from) * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, chars, true);
        if (result.isUnderflow()) {
            result = decoder.flush(chars);
        }
        if (!result.isUnderflow()) {
            throw Refusals.encoding(
                    in.position() - from, "byte " + (in.position() - from) + " does not belong to valid " + charset);
        }
        byte[] out = new byte[Math.multiplyExact(chars.position(), 3)];
        int size = Utf8.encode(chars.array(), 0, chars.position(), out, 0);
        return Arrays.copyOf(out, size);
    }
}
