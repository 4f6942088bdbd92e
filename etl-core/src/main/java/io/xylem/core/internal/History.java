package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What earlier runs of the same app id have done, and what they have left undone. */
final class History {
    private final Journal journal;
    private final KnownArchives known = new KnownArchives();
    private final List<JobPlan> unfinished = new ArrayList<>();
    private long last;
    private final long quarantined;

    private History(Journal journal, long quarantined) {
        this.journal = journal;
        this.quarantined = quarantined;
    }

    /**
     * Reads a journal. Of committed jobs only fingerprints of their archives are kept.
     *
     * @param journal the journal
     * @param quarantined the last job that is committed in the quarantine, which may be one that was given up; -1 if there is none
     * @return the history
     * @throws IOException if the journal cannot be read
     */
    static History of(Journal journal, long quarantined) throws IOException {
        History history = new History(journal, quarantined);
        long committed = journal.committed();
        history.last = Math.max(committed, quarantined);
        journal.forEachPlan(plan -> {
            if (plan.sequence() <= committed) {
                history.known.ingested(plan);
            } else {
                history.unfinished.add(plan);
            }
            history.last = Math.max(history.last, plan.sequence());
        });
        return history;
    }

    /** The archives of committed jobs; those of this run are added as they are planned. */
    KnownArchives known() {
        return known;
    }

    /** Jobs that were planned but not committed. */
    List<JobPlan> unfinished() {
        return unfinished;
    }

    /** Whether a job that is not committed is in one of the tables, or in the quarantine, all the same. */
    boolean halfCommitted(JobPlan plan) throws IOException {
        return plan.sequence() <= Math.max(journal.begun(), quarantined);
    }

    /** The last job that was planned or committed; -1 if there is none. */
    long last() {
        return last;
    }

    /** Whether what this run ingests will be known to later ones. */
    boolean remembers() {
        return journal != Journal.NONE;
    }

    String location(long sequence) {
        return journal.location(sequence);
    }

    void write(JobPlan plan) throws IOException {
        if (!plan.archives().isEmpty()) {
            journal.write(plan);
        }
    }

    /** Learns under which names copies are known: from archives of this run, and from committed jobs, which are read once more. */
    void nameOriginals(LookAlikes alike, List<Archive> planned) throws IOException {
        alike.nameOriginals(planned);
        journal.forEachPlan(plan -> alike.nameOriginals(plan.archives()));
    }
}
