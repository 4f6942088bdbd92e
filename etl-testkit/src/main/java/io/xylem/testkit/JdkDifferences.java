package io.xylem.testkit;

import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where the JDK's parser and a conforming scanner may differ about a document without DOCTYPE, and why. Everything else is a fault
 * of one of them.
 */
public final class JdkDifferences {
    /**
     * The JDK takes {@code :a} for a name and lets the target of a processing instruction have a colon; Namespaces in XML 1.0
     * (production 7, section 7) does neither.
     */
    private static final Pattern COLON = Pattern.compile("[<\\s/?]:\\S|<\\?[^\\s?]*:");

    private JdkDifferences() {}

    /**
     * Whether a document may be refused although the JDK takes it: the JDK reads versions other than 1.0, has other limits, knows
     * encodings that we do not, and replaces malformed bytes where the encoding is spelt {@code UTF8}.
     *
     * @param document the document
     * @param refusal why it was refused
     * @return whether one of the reasons above applies
     */
    public static boolean explain(byte[] document, DocumentException refusal) {
        return explain(document, refusal.code());
    }

    /**
     * Whether a document may be refused although the JDK takes it; see {@link #explain(byte[], DocumentException)}.
     *
     * @param document the document
     * @param code the code of its refusal
     * @return whether one of the reasons applies
     */
    public static boolean explain(byte[] document, String code) {
        return code.equals(RejectCodes.XML_VERSION)
                || code.equals(RejectCodes.ENCODING)
                || code.startsWith("LIMIT_")
                || COLON.matcher(new String(document, StandardCharsets.ISO_8859_1))
                        .find()
                || !isUtf8(document);
    }

    /**
     * Whether a document may be taken although the JDK refuses it: the JDK has the name characters of the fourth edition of XML
     * 1.0, which leaves out many of the fifth.
     *
     * @param document a document that the JDK refuses
     * @return whether it takes it once all names are ASCII
     */
    public static boolean onlyNamesAreRefused(byte[] document) {
        return DomOracle.wellFormed(ascii(document));
    }

    /**
     * The same document with an {@code x} for each character that is not ASCII, names included.
     *
     * @param document a document in UTF-8, or in UTF-16 with a byte order mark
     * @return its copy in UTF-8, without a byte order mark
     */
    public static byte[] ascii(byte[] document) {
        boolean wide = document.length > 1 && (document[0] & 0xff) >= 0xfe && (document[1] & 0xff) >= 0xfe;
        String text = new String(document, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
        return unmarked.replaceAll("[^\\x00-\\x7f]", "x").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isUtf8(byte[] document) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
