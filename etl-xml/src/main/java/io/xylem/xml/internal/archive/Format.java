package io.xylem.xml.internal.archive;

import java.util.Locale;
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
    OTHER;

    /** How many bytes {@link #of} wants to see. */
    static final int HEAD = 512;

    static Format of(byte[] head, int length) {
        if (starts(head, length, 'P', 'K', 3, 4) || starts(head, length, 'P', 'K', 5, 6)) {
            return ZIP;
        } else if (starts(head, length, 0x1f, 0x8b)) {
            return GZIP;
        } else if (starts(head, length, 'B', 'Z', 'h')) {
            return BZIP2;
        } else if (starts(head, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        } else if (starts(head, length, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        } else if (starts(head, length, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return SEVEN_Z;
        } else if (length >= HEAD && isTar(head)) {
            return TAR;
        }
        return isXml(head, length) ? XML : OTHER;
    }

    boolean compressed() {
        return this == GZIP || this == BZIP2 || this == XZ || this == ZSTD;
    }

    /** What a name promises; null if it promises no archive. */
    static @Nullable Format promised(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".zip")) {
            return ZIP;
        } else if (lower.endsWith(".tar")) {
            return TAR;
        } else if (lower.endsWith(".7z")) {
            return SEVEN_Z;
        } else if (lower.endsWith(".gz") || lower.endsWith(".tgz")) {
            return GZIP;
        } else if (lower.endsWith(".bz2") || lower.endsWith(".tbz2")) {
            return BZIP2;
        } else if (lower.endsWith(".xz") || lower.endsWith(".txz")) {
            return XZ;
        } else if (lower.endsWith(".zst") || lower.endsWith(".tzst")) {
            return ZSTD;
        }
        return null;
    }

    static boolean named(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    /** The magic of POSIX and GNU tar, or, for old tar, a header check sum that fits. */
    private static boolean isTar(byte[] head) {
        if (head[257] == 'u' && head[258] == 's' && head[259] == 't' && head[260] == 'a' && head[261] == 'r') {
            return true;
        }
        if (head[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < HEAD; i++) {
            sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xff;
        }
        int stored = 0;
        int digits = 0;
        for (int i = 148; i < 156; i++) {
            if (head[i] >= '0' && head[i] <= '7') {
                stored = stored * 8 + head[i] - '0';
                digits++;
            } else if (digits > 0) {
                break;
            }
        }
        return digits > 0 && stored == sum;
    }

    private static boolean isXml(byte[] head, int length) {
        int at = 0;
        if (starts(head, length, 0xef, 0xbb, 0xbf)) {
            at = 3;
        } else if (starts(head, length, 0xff, 0xfe) || starts(head, length, 0xfe, 0xff)) {
            at = 2;
        }
        while (at < length
                && (head[at] == ' ' || head[at] == '\n' || head[at] == '\r' || head[at] == '\t' || head[at] == 0)) {
            at++;
        }
        return at < length && head[at] == '<';
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
