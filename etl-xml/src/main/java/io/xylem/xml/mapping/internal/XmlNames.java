package io.xylem.xml.mapping.internal;

/** Names without colons, as in Namespaces in XML 1.0 (third edition), production 4, and XML 1.0 (fifth edition). */
public final class XmlNames {
    private XmlNames() {}

    /** The end of the name that starts at {@code from}; {@code from} itself if there is none. */
    static int end(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (at == from ? !start(c) : !part(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /**
     * Whether a text is a name.
     *
     * @param text the text
     * @return whether all of it is one name
     */
    public static boolean isName(String text) {
        return !text.isEmpty() && end(text, 0) == text.length();
    }

    private static boolean start(int c) {
        if (c < 0x80) {
            return in(c, 'a', 'z') || in(c, 'A', 'Z') || c == '_';
        }
        return in(c, 0xC0, 0xD6)
                || in(c, 0xD8, 0xF6)
                || in(c, 0xF8, 0x2FF)
                || in(c, 0x370, 0x37D)
                || in(c, 0x37F, 0x1FFF)
                || in(c, 0x200C, 0x200D)
                || in(c, 0x2070, 0x218F)
                || in(c, 0x2C00, 0x2FEF)
                || in(c, 0x3001, 0xD7FF)
                || in(c, 0xF900, 0xFDCF)
                || in(c, 0xFDF0, 0xFFFD)
                || in(c, 0x10000, 0xEFFFF);
    }

    private static boolean part(int c) {
        return start(c)
                || in(c, '0', '9')
                || c == '-'
                || c == '.'
                || c == 0xB7
                || in(c, 0x300, 0x36F)
                || in(c, 0x203F, 0x2040);
    }

    private static boolean in(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
