package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The archives of committed jobs, and of this run so far: about 150 bytes each, whatever their names. */
final class KnownArchives {
    private static final int THIS_RUN = 0;

    private final List<String> versions = new ArrayList<>(List.of(""));
    private final Fingerprints whole = new Fingerprints();
    private final Fingerprints paths = new Fingerprints();
    private final Fingerprints contents = new Fingerprints();

    /** Takes the archives of a committed job. */
    void ingested(JobPlan plan) {
        int version = versions.indexOf(plan.mappingVersion());
        if (version <= THIS_RUN) {
            version = versions.size();
            versions.add(plan.mappingVersion());
        }
        for (Archive archive : plan.archives()) {
            add(archive, version);
        }
    }

    /** Takes an archive that this run ingests. */
    void add(Archive archive) {
        add(archive, THIS_RUN);
    }

    private void add(Archive archive, int version) {
        whole.putIfAbsent(whole(archive), version);
        paths.putIfAbsent(archive.path(), version);
        contents.putIfAbsent(content(archive), version);
    }

    private static String whole(Archive archive) {
        return content(archive) + " " + archive.path();
    }

    private static String content(Archive archive) {
        return archive.size() + " " + archive.digest();
    }

    /** The mapping version with which a committed job has ingested exactly this archive; null if none has. */
    @Nullable String ingestedWith(Archive archive) {
        int version = whole.get(whole(archive));
        return version <= THIS_RUN ? null : versions.get(version);
    }

    /** Whether this run ingests exactly this archive already. */
    boolean inThisRun(Archive archive) {
        return whole.get(whole(archive)) == THIS_RUN;
    }

    /** Whether an archive was ingested under the same path. */
    boolean hasPath(Archive archive) {
        return paths.get(archive.path()) != Fingerprints.NONE;
    }

    /** Whether an archive of the same size and digest was ingested, or is in this run. Empty files do not count. */
    boolean hasContent(Archive archive) {
        return archive.size() > 0 && contents.get(content(archive)) != Fingerprints.NONE;
    }
}
