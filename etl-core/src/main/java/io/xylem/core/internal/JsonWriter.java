package io.xylem.core.internal;

import java.util.Locale;

/** Writes JSON (RFC 8259) on one line. The caller sees to it that calls are properly nested. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    JsonWriter end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    JsonWriter key(String name) {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    /** A finite number with at most three digits behind the point. */
    JsonWriter value(double number) {
        separate();
        String text = String.format(Locale.ROOT, "%.3f", number);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        out.append(text, 0, text.charAt(end - 1) == '.' ? end - 1 : end);
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || loneSurrogate(text, i)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
