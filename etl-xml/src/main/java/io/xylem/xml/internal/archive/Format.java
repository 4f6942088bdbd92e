package io.xylem.xml.internal.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a file or entry is, by its first bytes. */
enum Format {
    XML,
    ZIP,
    GZIP,
    BZIP2,
    XZ,
    ZSTD,
    SEVEN_Z,
    TAR,
    /** Nothing but white space so far. */
    BLANK,
    OTHER;

    /** How many bytes {@link #of} wants to see. */
    static final int HEAD = 512;

    private static final String[] COMPRESSED = {".gz", ".bz2", ".xz", ".zst"};
    private static final String[] COMPRESSED_TAR = {".tgz", ".tbz2", ".tbz", ".txz", ".tzst"};
    private static final int[] ZIP_MAGIC = {'P', 'K', 3, 4};
    private static final int[] GZIP_MAGIC = {0x1f, 0x8b, 8};
    private static final int[] BZIP2_MAGIC = {'B', 'Z', 'h', '1'};
    private static final int[] XZ_MAGIC = {0xfd, '7', 'z', 'X', 'Z', 0};
    private static final int[] ZSTD_MAGIC = {0x28, 0xb5, 0x2f, 0xfd};
    private static final int[] SEVEN_Z_MAGIC = {'7', 'z', 0xbc, 0xaf, 0x27, 0x1c};
    private static final int TAR_MAGIC = 257;
    private static final int TAR_SUM = 148;
    private static final int TAR_SUM_END = 156;

    /** The format of content that starts like this; the content ends there if it has less than {@link #HEAD} bytes. */
    static Format of(byte[] head, int length) {
        if (starts(head, length, ZIP_MAGIC)
                || starts(head, length, 'P', 'K', 5, 6)
                || starts(head, length, 'P', 'K', 7, 8, 'P', 'K', 3, 4)) {
            return ZIP;
        } else if (starts(head, length, GZIP_MAGIC)) {
            return GZIP;
        } else if (isBzip2(head, length)) {
            return BZIP2;
        } else if (starts(head, length, XZ_MAGIC)) {
            return XZ;
        } else if (isZstd(head, length)) {
            return ZSTD;
        } else if (starts(head, length, SEVEN_Z_MAGIC)) {
            return SEVEN_Z;
        } else if (length >= HEAD && isTar(head)) {
            return TAR;
        }
        return text(head, length);
    }

    boolean compressed() {
        return this == GZIP || this == BZIP2 || this == XZ || this == ZSTD;
    }

    boolean archive() {
        return this == ZIP || this == TAR || this == SEVEN_Z;
    }

    /** What a name promises; null if it promises neither an archive nor something compressed. */
    static @Nullable Format promised(String name) {
        if (ends(name, ".zip")) {
            return ZIP;
        } else if (ends(name, ".tar")) {
            return TAR;
        } else if (ends(name, ".7z")) {
            return SEVEN_Z;
        } else if (ends(name, ".gz") || ends(name, ".tgz")) {
            return GZIP;
        } else if (ends(name, ".bz2") || ends(name, ".tbz2") || ends(name, ".tbz")) {
            return BZIP2;
        } else if (ends(name, ".xz") || ends(name, ".txz")) {
            return XZ;
        } else if (ends(name, ".zst") || ends(name, ".tzst")) {
            return ZSTD;
        }
        return null;
    }

    /** Whether content that ends here, too early to be told, may be the beginning of this format. */
    boolean mayBegin(byte[] head, int length) {
        if (this == TAR) {
            return length < HEAD;
        }
        int[] magic = switch (this) {
            case ZIP -> ZIP_MAGIC;
            case GZIP -> GZIP_MAGIC;
            case BZIP2 -> BZIP2_MAGIC;
            case XZ -> XZ_MAGIC;
            case ZSTD -> ZSTD_MAGIC;
            default -> SEVEN_Z_MAGIC;
        };
        return length < magic.length && starts(head, length, Arrays.copyOf(magic, length));
    }

    /** Whether a name promises XML. */
    static boolean named(String name) {
        return ends(name, ".xml");
    }

    /** The name of what is inside something compressed: {@code x.xml} for {@code x.xml.gz}, {@code x.tar} for {@code x.tgz}. */
    static String uncompressed(String name) {
        for (String suffix : COMPRESSED) {
            if (ends(name, suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        for (String suffix : COMPRESSED_TAR) {
            if (ends(name, suffix)) {
                return name.substring(0, name.length() - suffix.length()) + ".tar";
            }
        }
        return name;
    }

    private static boolean ends(String name, String suffix) {
        int from = name.length() - suffix.length();
        return from >= 0 && name.regionMatches(true, from, suffix, 0, suffix.length());
    }

    private static boolean isBzip2(byte[] head, int length) {
        boolean level = length >= 4 && head[3] >= '1' && head[3] <= '9' && starts(head, length, 'B', 'Z', 'h');
        return level
                && (length < 10
                        || starts(head, length, 'B', 'Z', 'h', head[3], 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                        || starts(head, length, 'B', 'Z', 'h', head[3], 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
    }

    /** A frame, or a skippable frame before it. */
    private static boolean isZstd(byte[] head, int length) {
        return starts(head, length, ZSTD_MAGIC)
                || (length >= 8 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18);
    }

    /** A header whose check sum fits; or, where it does not, the magic of POSIX and GNU tar: a damaged one. */
    private static boolean isTar(byte[] head) {
        int sum = 0;
        for (int i = 0; i < HEAD; i++) {
            sum += i >= TAR_SUM && i < TAR_SUM_END ? ' ' : head[i] & 0xff;
        }
        int stored = 0;
        int digits = 0;
        for (int i = TAR_SUM; i < TAR_SUM_END; i++) {
            if (head[i] >= '0' && head[i] <= '7') {
                stored = stored * 8 + head[i] - '0';
                digits++;
            } else if (digits > 0) {
                break;
            }
        }
        boolean fits = head[0] != 0 && digits > 0 && stored == sum;
        return fits
                || (text(head, HEAD) != XML
                        && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar"));
    }

    /** Whether the first character, behind a byte order mark and white space, is {@code <}, in whatever encoding. */
    private static Format text(byte[] head, int length) {
        int at = 0;
        if (starts(head, length, 0xef, 0xbb, 0xbf)) {
            at = 3;
        } else if (starts(head, length, 0, 0, 0xfe, 0xff)) {
            at = 4;
        } else if (starts(head, length, 0xff, 0xfe) || starts(head, length, 0xfe, 0xff)) {
            at = 2;
        }
        return textFrom(head, at, length);
    }

    /** The same for content of which everything before a place is blank. */
    static Format textFrom(byte[] head, int from, int length) {
        int at = from;
        while (at < length && blank(head[at])) {
            at++;
        }
        return at == length ? BLANK : head[at] == '<' ? XML : OTHER;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == 0;
    }

    private static boolean starts(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
