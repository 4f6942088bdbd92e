package io.xylem.xml.mapping.internal;

import io.xylem.core.MappingException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a mapping, gathered so that it can be mended at once. */
public final class Problems {
    private static final int SHOWN = 20;

    private final List<Problem> problems = new ArrayList<>();

    private record Problem(Where where, String text) {}

    void add(Where where, String what, String remedy) {
        problems.add(new Problem(where, where + ": " + what + " — " + remedy));
    }

    /** Nothing more can be understood after this one. */
    MappingException fatal(Where where, String what, String remedy) {
        add(where, what, remedy);
        return exception();
    }

    /**
     * Ends the check.
     *
     * @throws MappingException if there is any problem
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    private MappingException exception() {
        StringBuilder message = new StringBuilder();
        problems.sort((a, b) -> a.where.line() != b.where.line()
                ? Integer.compare(a.where.line(), b.where.line())
                : Integer.compare(a.where.column(), b.where.column()));
        for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            message.append(message.isEmpty() ? "" : "\n").append(problem.text);
        }
        if (problems.size() > SHOWN) {
            message.append("\n… and ").append(problems.size() - SHOWN).append(" more");
        }
        return new MappingException(message.toString());
    }
}
