package io.xylem.delta.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Turns app ids, which may be any text, into names of files and folders. Different ids get different names. */
public final class SafeNames {
    private static final int LONGEST = 100;

    private SafeNames() {}

    /**
     * The name for an app id: letters, digits, {@code -} and {@code .} stay, except for a dot in front, every other byte of its UTF-8 form
     * becomes {@code _} and two hex digits. What gets longer than 100 characters is cut and ends in a digest.
     *
     * @param appId the app id
     * @return a name for a file or folder
     */
    public static String of(String appId) {
        StringBuilder name = new StringBuilder();
        for (byte b : appId.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean keep = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || (c == '.' && !name.isEmpty());
            if (keep) {
                name.append(c);
            } else {
                name.append('_').append(HexFormat.of().toHexDigits(b));
            }
        }
        if (name.isEmpty()) {
            return "_";
        }
        return name.length() <= LONGEST ? name.toString() : name.substring(0, LONGEST - 34) + "_x" + digest(appId);
    }

    /** The first 16 bytes of the SHA-256 digest of a text, in hex. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
