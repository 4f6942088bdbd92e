package io.xylem.examples.cli;

import io.xylem.core.RunListener;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a run is: a bar that is drawn over on a terminal, a line every few seconds elsewhere. */
final class ProgressDisplay implements RunListener {
    private static final int WIDTH = 24;
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long lastLine = started;
    private int lastLength;

    ProgressDisplay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void planned(int units, long weight, int archives) {
        clear();
        out.printf(
                "Reading %s, about %s of XML, in %s%n",
                Plural.of(archives, "archive"), Sizes.format(weight), Plural.of(units, "unit"));
    }

    @Override
    public void progress(Progress progress) {
        long now = System.nanoTime();
        if (!terminal && now - lastLine < LINE_EVERY_NANOS) {
            return;
        }
        lastLine = now;
        String line = line(progress, (now - started) / 1e9);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            out.flush();
            lastLength = line.length();
        } else {
            out.println(line);
        }
    }

    /** Takes the bar away, so that what is printed next starts on a clean line. */
    void clear() {
        if (lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
            lastLength = 0;
        }
    }

    private static String line(RunListener.Progress progress, double seconds) {
        double done = progress.weightTotal() == 0
                ? 1
                : Math.min(1.0, (double) progress.weightDone() / progress.weightTotal());
        int filled = (int) (done * WIDTH);
        String left =
                done > 0.02 && done < 1 ? String.format(Locale.ROOT, ", %.0f s left", seconds / done - seconds) : "";
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f%%  %,d documents  %,.0f/s  %s read  %,d refused%s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                done * 100,
                progress.documents(),
                progress.documents() / Math.max(seconds, 1e-3),
                Sizes.format(progress.bytes()),
                progress.rejects(),
                left);
    }
}
